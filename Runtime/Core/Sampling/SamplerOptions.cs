#nullable enable
using System;

namespace RnnGen
{
    /// <summary>How freely a <see cref="Sampler"/> chooses. Changes hold from the next choice on.</summary>
    public sealed class SamplerOptions
    {
        private float temperature = 1;
        private int topK;
        private float topP = 1;
        private float minP;
        private float repetitionPenalty = 1;

        /// <summary>
        /// Divides the logits: 1 (the default) chooses as the model says, less is more regular, more is
        /// wilder, and 0 always takes the likeliest token.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
        public float Temperature
        {
            get => temperature;
            set => temperature = value >= 0 && !float.IsInfinity(value)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), $"The temperature must be finite and 0 or more, but was {value}.");
        }

        /// <summary>How many of the likeliest tokens may be chosen; 0 (the default) for all.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
        public int TopK
        {
            get => topK;
            set => topK = value >= 0
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), $"The top k must be 0 (for all) or more, but was {value}.");
        }

        /// <summary>
        /// The share of probability at which the likeliest tokens are enough (nucleus sampling, Holtzman et
        /// al., 2020); 1 (the default) for all.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 1.</exception>
        public float TopP
        {
            get => topP;
            set => topP = value > 0 && value <= 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), $"The top p must be above 0 and at most 1, but was {value}.");
        }

        /// <summary>
        /// The least probability of a token that may be chosen, as a share of that of the likeliest (min-p,
        /// Nguyen et al., 2024); 0 (the default) for all.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is not 0 to 1.</exception>
        public float MinP
        {
            get => minP;
            set => minP = value >= 0 && value <= 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), $"The min p must be 0 (for all) to 1, but was {value}.");
        }

        /// <summary>
        /// Makes tokens less likely that are among the last <see cref="Sampler.Memory"/>: a positive logit is
        /// divided by this, another multiplied (Keskar et al., 2019). 1 (the default) changes nothing; less
        /// than 1 makes them likelier.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and finite.</exception>
        public float RepetitionPenalty
        {
            get => repetitionPenalty;
            set => repetitionPenalty = value > 0 && !float.IsInfinity(value)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), $"The repetition penalty must be finite and above 0, but was {value}.");
        }
    }
}
