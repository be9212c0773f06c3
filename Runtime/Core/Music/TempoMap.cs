#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Represents the tempos of a piece, and converts between ticks and seconds.</summary>
    /// <remarks>
    /// The time of every change is the exact sum of the lengths before it, rounded once, so that long pieces
    /// do not drift and <c>TickAt(SecondsAt(tick)) == tick</c>. Reading is safe from several threads,
    /// <see cref="Set"/> is not.
    /// </remarks>
    public sealed class TempoMap
    {
        /// <summary>
        /// The tempo of a piece that states none, 120 quarter notes a minute, in microseconds.
        /// </summary>
        public const int DefaultTempo = 500_000;

        /// <summary>The slowest tempo that a file can hold, in microseconds per quarter note.</summary>
        public const int MaxTempo = 0xFFFFFF;

        private readonly double ticksTimesMicros;
        private readonly List<TempoChange> changes = new List<TempoChange>();
        private readonly List<long> ticks = new List<long>();

        // For each change, the sum of ticks × microseconds before it, and the same in seconds.
        private readonly List<decimal> elapsed = new List<decimal>();
        private readonly List<double> seconds = new List<double>();

        internal TempoMap(int ticksPerQuarter)
        {
            TicksPerQuarter = ticksPerQuarter;
            ticksTimesMicros = 1e6 * ticksPerQuarter;
            Set(0, DefaultTempo);
        }

        /// <summary>Sets the tempo from a tick on, up to the next change.</summary>
        /// <param name="tick">The tick, 0 or more; a change that is already there is replaced.</param>
        /// <param name="microsecondsPerQuarter">The length of a quarter note, 1 to 16,777,215.</param>
        /// <remarks>Changes set in order of time cost a constant time each.</remarks>
        public void Set(long tick, int microsecondsPerQuarter)
        {
            if (tick < 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(tick), $"The tick of a tempo must not be negative, but was {tick}.");
            }

            if (microsecondsPerQuarter < 1 || microsecondsPerQuarter > MaxTempo)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(microsecondsPerQuarter),
                    $"A quarter note must last 1 to {MaxTempo} microseconds, not {microsecondsPerQuarter}.");
            }

            var change = new TempoChange(tick, microsecondsPerQuarter);
            var index = IndexAt(tick);
            if (index >= 0 && ticks[index] == tick)
            {
                changes[index] = change;
            }
            else
            {
                changes.Insert(++index, change);
                ticks.Insert(index, tick);
                elapsed.Insert(index, 0);
                seconds.Insert(index, 0);
            }

            UpdateFrom(index);
        }

        /// <summary>Gets the time of a tick in seconds from the beginning.</summary>
        public double SecondsAt(long tick)
        {
            var index = Math.Max(0, IndexAt(tick));
            var change = changes[index];
            var passed = (double)(tick - change.Tick);
            return seconds[index] + passed * change.MicrosecondsPerQuarter / ticksTimesMicros;
        }

        /// <summary>Gets the tick that is nearest to a time in seconds.</summary>
        /// <param name="time">A finite time, 0 or more.</param>
        public long TickAt(double time)
        {
            var index = seconds.BinarySearch(time);
            index = Math.Max(0, index < 0 ? ~index - 1 : index);
            var change = changes[index];
            var passed = (time - seconds[index]) * ticksTimesMicros / change.MicrosecondsPerQuarter;
            return change.Tick + (long)Math.Round(passed);
        }

        /// <summary>Gets the tempo that holds at a tick.</summary>
        public TempoChange TempoAt(long tick) => changes[Math.Max(0, IndexAt(tick))];

        private int IndexAt(long tick)
        {
            var index = ticks.BinarySearch(tick);
            return index < 0 ? ~index - 1 : index;
        }

        private void UpdateFrom(int index)
        {
            for (var i = Math.Max(1, index); i < changes.Count; i++)
            {
                var before = changes[i - 1];
                elapsed[i] = elapsed[i - 1]
                    + (decimal)(changes[i].Tick - before.Tick) * before.MicrosecondsPerQuarter;
                seconds[i] = (double)(elapsed[i] / (1_000_000m * TicksPerQuarter));
            }
        }

        /// <summary>The ticks of a quarter note.</summary>
        public int TicksPerQuarter { get; }

        /// <summary>The changes in order of time; the first is at tick 0.</summary>
        public IReadOnlyList<TempoChange> Changes => changes;
    }
}
