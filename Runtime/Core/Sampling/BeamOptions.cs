#nullable enable
using System;

namespace RnnGen
{
    /// <summary>What a <see cref="BeamSearch"/> looks for.</summary>
    public sealed class BeamOptions
    {
        private int width = 8;
        private int maxLength = int.MaxValue;
        private double lengthPenalty;
        private float temperature = 1;

        internal BeamOptions Copy() => (BeamOptions)MemberwiseClone();

        /// <summary>How many hypotheses go on side by side, and how many are found; 8 by default.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
        public int Width
        {
            get => width;
            set => width = value >= 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), $"The width of a beam must be 1 or more, but was {value}.");
        }

        /// <summary>The number of tokens that ends a hypothesis; by default nothing but memory.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
        public int MaxLength
        {
            get => maxLength;
            set => maxLength = value >= 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), $"The longest hypothesis must have 1 token or more, but has {value}.");
        }

        /// <summary>The token that ends a hypothesis, whose last it is; null (the default) for none.</summary>
        public int? EndToken { get; set; }

        /// <summary>
        /// The exponent α of the length penalty ((5 + length) / 6)^α (Wu et al., 2016) that divides the log
        /// probability of a finished hypothesis: 0 (the default) prefers short ones, 1 compares nearly the
        /// mean of a token.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
        public double LengthPenalty
        {
            get => lengthPenalty;
            set => lengthPenalty = value >= 0 && !double.IsInfinity(value)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), $"The length penalty must be finite and 0 or more, but was {value}.");
        }

        /// <summary>Divides the logits: 1 (the default) is as the model says, less is more regular.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and finite.</exception>
        public float Temperature
        {
            get => temperature;
            set => temperature = value > 0 && !float.IsInfinity(value)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), $"The temperature must be finite and above 0, but was {value}.");
        }
    }
}
