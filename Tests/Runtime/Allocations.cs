#nullable enable
using System;

namespace RnnGen.Tests
{
    /// <summary>Measures the garbage that repeated work leaves.</summary>
    internal static class Allocations
    {
        private const int Windows = 8;

        /// <summary>
        /// Gets the least number of bytes that eight runs of <paramref name="work"/> allocate on this thread: the first
        /// ones warm up, and a later one may meet the runtime at some work of its own.
        /// </summary>
        public static long Of(Action work)
        {
            var least = long.MaxValue;
            for (var window = 0; window < Windows; window++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                work();
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            return least;
        }
    }
}
