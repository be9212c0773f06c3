#nullable enable
using System;
using System.Diagnostics;

namespace RnnGen
{
    /// <summary>What is painted stroke by stroke.</summary>
    internal interface IStrokes
    {
        /// <summary>Paints one stroke; false if there is none left.</summary>
        bool TryNext();
    }

    /// <summary>Fits strokes into the time that a frame of a game leaves.</summary>
    internal static class StrokeBudget
    {
        /// <summary>Paints as many strokes as fit: one, and each that the longest still leaves.</summary>
        /// <returns>The strokes that were painted.</returns>
        public static int Spend(IStrokes strokes, TimeSpan budget, int most)
        {
            long start = Stopwatch.GetTimestamp(), last = start, longest = 0;
            var left = budget.TotalSeconds * Stopwatch.Frequency;
            var count = 0;
            while (count < most && (count == 0 || last - start + longest <= left) && strokes.TryNext())
            {
                var now = Stopwatch.GetTimestamp();
                longest = Math.Max(longest, now - last);
                last = now;
                count++;
            }

            return count;
        }
    }
}
