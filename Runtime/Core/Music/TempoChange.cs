#nullable enable
namespace RnnGen
{
    /// <summary>Represents a tempo and the tick from which it holds.</summary>
    public readonly struct TempoChange
    {
        /// <summary>The tick from which the tempo holds.</summary>
        public readonly long Tick;

        /// <summary>The length of a quarter note in microseconds, 1 to 16,777,215.</summary>
        public readonly int MicrosecondsPerQuarter;

        /// <summary>Initializes a new tempo change.</summary>
        public TempoChange(long tick, int microsecondsPerQuarter)
        {
            Tick = tick;
            MicrosecondsPerQuarter = microsecondsPerQuarter;
        }

        /// <summary>The tempo in quarter notes per minute.</summary>
        public double QuartersPerMinute => 60_000_000.0 / MicrosecondsPerQuarter;
    }
}
