#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// The tempos of a score, in quarter notes per minute: 20 to 60 by twos, to 120 by fives, to 200 by tens
    /// and to 320 by twenties, so that the tempos that people write are among them.
    /// </summary>
    internal static class ScoreTempos
    {
        public const int Count = 47;

        private static readonly int[] Quarters = Build();

        public static int QuartersPerMinute(int index) => Quarters[index];

        public static int MicrosecondsPerQuarter(int index) => 60_000_000 / Quarters[index];

        /// <summary>Gets the index of the nearest tempo by ratio.</summary>
        public static int Nearest(double quartersPerMinute)
        {
            var index = 0;
            while (index < Count - 1
                && quartersPerMinute * quartersPerMinute > Quarters[index] * Quarters[index + 1])
            {
                index++;
            }

            return index;
        }

        private static int[] Build()
        {
            var tempos = new int[Count];
            tempos[0] = 20;
            for (var i = 1; i < Count; i++)
            {
                var last = tempos[i - 1];
                tempos[i] = last + (last < 60 ? 2 : last < 120 ? 5 : last < 200 ? 10 : 20);
            }

            return tempos;
        }
    }
}
