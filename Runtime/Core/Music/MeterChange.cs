#nullable enable
namespace RnnGen
{
    /// <summary>Represents a time signature and the tick from which it holds.</summary>
    public readonly struct MeterChange
    {
        /// <summary>The tick from which the time signature holds: the first tick of a bar.</summary>
        public readonly long Tick;

        /// <summary>The number of beats in a bar, 1 to 255.</summary>
        public readonly int Numerator;

        /// <summary>The note value of a beat: 1, 2, 4 … 128, where 4 is a quarter note.</summary>
        public readonly int Denominator;

        /// <summary>Initializes a new time signature.</summary>
        public MeterChange(long tick, int numerator, int denominator)
        {
            Tick = tick;
            Numerator = numerator;
            Denominator = denominator;
        }
    }
}
