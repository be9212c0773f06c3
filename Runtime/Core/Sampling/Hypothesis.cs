#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents a finished row of tokens that a <see cref="BeamSearch"/> has found.</summary>
    public sealed class Hypothesis
    {
        internal Hypothesis(int[] tokens, double logProbability, double score)
        {
            Tokens = tokens;
            LogProbability = logProbability;
            Score = score;
        }

        /// <summary>Gets the length penalty ((5 + length) / 6)^α of Wu et al. (2016).</summary>
        internal static double Penalty(int length, double alpha) => Elementary.Pow((5 + length) / 6.0, alpha);

        /// <summary>The tokens, with the one that ended them, but without those heard before.</summary>
        public ReadOnlyMemory<int> Tokens { get; }

        /// <summary>
        /// The natural logarithm of the probability of the tokens after those heard before, where those that
        /// might not follow had none.
        /// </summary>
        public double LogProbability { get; }

        /// <summary>
        /// What hypotheses are ranked by: the log probability over the length penalty; of a drawn one, the
        /// log probability with Gumbel noise.
        /// </summary>
        public double Score { get; }
    }
}
