#nullable enable

namespace RnnGen
{
    /// <summary>Represents a row of tokens by its last one and the row before it, which others share.</summary>
    internal sealed class BeamPath
    {
        private readonly BeamPath? parent;

        /// <summary>Initializes the path of no tokens.</summary>
        public BeamPath(int lastHeard, double rank)
        {
            Token = lastHeard;
            Rank = rank;
            Score = rank;
        }

        public BeamPath(BeamPath parent, in BeamExtension extension)
        {
            this.parent = parent;
            Token = extension.Token;
            Length = parent.Length + 1;
            LogProbability = extension.LogProbability;
            Rank = extension.Rank;
            Score = extension.Score;
        }

        public Hypothesis ToHypothesis()
        {
            var tokens = new int[Length];
            for (var path = this; path.parent != null; path = path.parent)
            {
                tokens[path.Length - 1] = path.Token;
            }

            return new Hypothesis(tokens, LogProbability, Score);
        }

        /// <summary>The last token; of no tokens, the last that was heard before.</summary>
        public int Token { get; }

        public int Length { get; }

        public double LogProbability { get; }

        /// <summary>The log probability, or that with noise.</summary>
        public double Rank { get; }

        /// <summary>The rank over the length penalty.</summary>
        public double Score { get; }
    }
}
