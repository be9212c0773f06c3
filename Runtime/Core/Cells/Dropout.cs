#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents dropout (Srivastava et al., 2014): what it keeps is scaled up, so that playing needs
    /// nothing.
    /// </summary>
    public sealed class Dropout
    {
        private readonly float rate;
        private readonly Rng rng;
        private float[] mask = Array.Empty<float>();

        /// <summary>Initializes dropout.</summary>
        /// <param name="rate">The probability that a value becomes 0, in [0, 1).</param>
        /// <param name="rng">The source of the masks: one number a value.</param>
        public Dropout(float rate, Rng rng)
        {
            if (!(rate >= 0 && rate < 1))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(rate), $"The rate of dropout must be at least 0 and below 1, but was {rate}.");
            }

            this.rate = rate;
            this.rng = rng;
        }

        /// <summary>Multiplies each value by 0 or by 1 / (1 - rate).</summary>
        public Tensor Apply(Tensor x)
        {
            var count = x.Rows * x.Columns;
            if (mask.Length != count)
            {
                mask = new float[count];
            }

            for (var i = 0; i < count; i++)
            {
                mask[i] = rng.Uniform() < rate ? 0 : 1 / (1 - rate);
            }

            return x * x.Backend.From(mask, x.Rows, x.Columns);
        }
    }
}
