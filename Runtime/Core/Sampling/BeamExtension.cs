#nullable enable

namespace RnnGen
{
    /// <summary>Represents one token more behind one of the hypotheses that go on.</summary>
    internal readonly struct BeamExtension
    {
        public readonly double Score;
        public readonly double Rank;
        public readonly double LogProbability;
        public readonly int Row;
        public readonly int Token;

        public BeamExtension(double score, double rank, double logProbability, int row, int token)
        {
            Score = score;
            Rank = rank;
            LogProbability = logProbability;
            Row = row;
            Token = token;
        }

        /// <summary>
        /// Gets a value indicating whether this comes before another: by score, then row, then token.
        /// </summary>
        public bool IsBefore(in BeamExtension other)
        {
            if (Score != other.Score)
            {
                return Score > other.Score;
            }

            return Row != other.Row ? Row < other.Row : Token < other.Token;
        }
    }
}
