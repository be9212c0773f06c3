#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Represents the time signatures of a piece, and converts between ticks and bars.</summary>
    /// <remarks>
    /// A time signature always begins a bar; if the bar before is not full, it is cut short. Where a beat is
    /// not a whole number of ticks, it begins at the first tick at or after its exact time. Reading is safe
    /// from several threads, <see cref="Set"/> is not.
    /// </remarks>
    public sealed class MeterMap
    {
        /// <summary>The largest denominator that is accepted.</summary>
        public const int MaxDenominator = 128;

        private readonly List<MeterChange> changes = new List<MeterChange>();
        private readonly List<long> ticks = new List<long>();
        private readonly List<long> firstBars = new List<long>();

        internal MeterMap(int ticksPerQuarter)
        {
            TicksPerQuarter = ticksPerQuarter;
            Set(0, 4, 4);
        }

        /// <summary>Sets the time signature from a tick on, up to the next change.</summary>
        /// <param name="tick">The tick, 0 or more; a change that is already there is replaced.</param>
        /// <param name="numerator">The beats of a bar, 1 to 255.</param>
        /// <param name="denominator">The note value of a beat, a power of two from 1 to 128.</param>
        public void Set(long tick, int numerator, int denominator)
        {
            if (tick < 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(tick), $"The tick of a time signature must not be negative, but was {tick}.");
            }

            if (!IsValid(numerator, denominator))
            {
                throw new ArgumentException(
                    "A time signature must have 1 to 255 beats and a denominator that is a power of two up "
                    + $"to {MaxDenominator}, but was {numerator}/{denominator}.");
            }

            var change = new MeterChange(tick, numerator, denominator);
            var index = IndexAt(tick);
            if (index >= 0 && ticks[index] == tick)
            {
                changes[index] = change;
            }
            else
            {
                changes.Insert(++index, change);
                ticks.Insert(index, tick);
                firstBars.Insert(index, 0);
            }

            for (var i = Math.Max(1, index); i < changes.Count; i++)
            {
                var before = changes[i - 1];
                var units = (changes[i].Tick - before.Tick) * before.Denominator;
                var beats = CeilingDivide(units, 4L * TicksPerQuarter);
                firstBars[i] = firstBars[i - 1] + CeilingDivide(beats, before.Numerator);
            }
        }

        /// <summary>Gets the bar, beat and tick in the beat of a tick.</summary>
        public BarPosition At(long tick)
        {
            var index = Math.Max(0, IndexAt(tick));
            var change = changes[index];
            var passed = Math.Max(0, tick - change.Tick);
            var beats = passed * change.Denominator / (4L * TicksPerQuarter);
            return new BarPosition(
                firstBars[index] + beats / change.Numerator,
                (int)(beats % change.Numerator),
                passed - BeatsToTicks(beats, change));
        }

        /// <summary>Gets the first tick of a bar, or of a beat in it.</summary>
        /// <param name="bar">The bar, counted from 0.</param>
        /// <param name="beat">The beat in the bar, counted from 0.</param>
        public long TickAt(long bar, int beat = 0)
        {
            var index = firstBars.BinarySearch(bar);
            index = Math.Max(0, index < 0 ? ~index - 1 : index);
            var change = changes[index];
            return change.Tick + BeatsToTicks((bar - firstBars[index]) * change.Numerator + beat, change);
        }

        /// <summary>Gets the time signature that holds at a tick.</summary>
        public MeterChange MeterAt(long tick) => changes[Math.Max(0, IndexAt(tick))];

        /// <summary>Gets a value indicating whether a map accepts a time signature.</summary>
        public static bool IsValid(int numerator, int denominator) =>
            numerator >= 1 && numerator <= 255
            && denominator >= 1 && denominator <= MaxDenominator && (denominator & (denominator - 1)) == 0;

        private long BeatsToTicks(long beats, MeterChange change) =>
            CeilingDivide(beats * 4 * TicksPerQuarter, change.Denominator);

        private static long CeilingDivide(long value, long divisor) => (value + divisor - 1) / divisor;

        private int IndexAt(long tick)
        {
            var index = ticks.BinarySearch(tick);
            return index < 0 ? ~index - 1 : index;
        }

        /// <summary>The ticks of a quarter note.</summary>
        public int TicksPerQuarter { get; }

        /// <summary>The changes in order of time; the first is at tick 0.</summary>
        public IReadOnlyList<MeterChange> Changes => changes;
    }
}
