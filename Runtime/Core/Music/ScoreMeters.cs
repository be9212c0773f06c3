#nullable enable

namespace RnnGen
{
    /// <summary>
    /// The time signatures of a score: denominators 2, 4, 8 and 16, numerators up to 16, bars of at most
    /// eight quarter notes.
    /// </summary>
    internal static class ScoreMeters
    {
        public const int Count = 44;

        // The first index of each denominator: 1/2 to 4/2, 1/4 to 8/4, 1/8 to 16/8, 1/16 to 16/16.
        private static readonly int[] First = { 0, 4, 12, 28, Count };

        public static int Denominator(int index) => 2 << Row(index);

        public static int Numerator(int index) => index - First[Row(index)] + 1;

        public static int Steps(int index) => Numerator(index) * StepsOfBeat(Row(index));

        /// <summary>
        /// Gets the index of a time signature, or that of a part or a multiple of it, or of 4/4.
        /// </summary>
        public static int Nearest(int numerator, int denominator)
        {
            for (; denominator < 2; denominator *= 2)
            {
                numerator *= 2;
            }

            for (; denominator > 16 && numerator % 2 == 0; denominator /= 2)
            {
                numerator /= 2;
            }

            var row = denominator <= 2 ? 0 : denominator <= 4 ? 1 : denominator <= 8 ? 2 : 3;
            while (numerator > First[row + 1] - First[row] && numerator % 2 == 0)
            {
                numerator /= 2;
            }

            return denominator <= 16 && numerator <= First[row + 1] - First[row]
                ? First[row] + numerator - 1
                : First[1] + 3;
        }

        /// <summary>Gets the index of a time signature whose bars last some steps, or -1.</summary>
        public static int OfSteps(long steps)
        {
            for (var row = 1; row < 4; row++)
            {
                var beats = steps / StepsOfBeat(row);
                if (steps % StepsOfBeat(row) == 0 && beats >= 1 && beats <= First[row + 1] - First[row])
                {
                    return First[row] + (int)beats - 1;
                }
            }

            return -1;
        }

        private static int StepsOfBeat(int row) => 2 * ScoreTokens.StepsPerQuarter >> row;

        private static int Row(int index)
        {
            var row = 0;
            while (index >= First[row + 1])
            {
                row++;
            }

            return row;
        }
    }
}
