#nullable enable
namespace RnnGen
{
    /// <summary>
    /// Represents a musical time: a bar, a beat in the bar and a tick in the beat, all from 0.
    /// </summary>
    public readonly struct BarPosition
    {
        /// <summary>The bar, counted from 0 at the beginning of the piece.</summary>
        public readonly long Bar;

        /// <summary>
        /// The beat in the bar, counted from 0, in units of the time signature's denominator.
        /// </summary>
        public readonly int Beat;

        /// <summary>The ticks passed since the beat.</summary>
        public readonly long Tick;

        /// <summary>Initializes a new musical time.</summary>
        public BarPosition(long bar, int beat, long tick)
        {
            Bar = bar;
            Beat = beat;
            Tick = tick;
        }
    }
}
