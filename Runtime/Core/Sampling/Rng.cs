#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a source of random numbers, xoshiro256** (Blackman and Vigna, 2018), seeded by splitmix64.
    /// The same seed gives the same numbers on every platform.
    /// </summary>
    /// <remarks>Not safe for use by several threads at once. Allocates nothing after construction.</remarks>
    public sealed class Rng
    {
        private ulong s0;
        private ulong s1;
        private ulong s2;
        private ulong s3;

        /// <summary>Initializes a source from a seed; any value will do.</summary>
        public Rng(ulong seed)
        {
            s0 = SplitMix(ref seed);
            s1 = SplitMix(ref seed);
            s2 = SplitMix(ref seed);
            s3 = SplitMix(ref seed);
        }

        /// <summary>Gets the next 64 random bits.</summary>
        public ulong Next()
        {
            var result = Rotate(s1 * 5, 7) * 9;
            var t = s1 << 17;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= t;
            s3 = Rotate(s3, 45);
            return result;
        }

        /// <summary>Gets a multiple of 2^-24 in [0, 1), all equally likely.</summary>
        public float Uniform()
        {
            return (Next() >> 40) * (1f / (1 << 24));
        }

        /// <summary>Gets an integer in [0, n), all equally likely.</summary>
        /// <param name="n">At least 1.</param>
        public int Below(int n)
        {
            if (n < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(n), $"The number of outcomes must be at least 1, but was {n}.");
            }

            // Lemire's method: the high half of a product, after refusing the few low halves that are too
            // many.
            var refused = (uint)-n % (uint)n;
            ulong product;
            do
            {
                product = (Next() >> 32) * (ulong)n;
            }
            while ((uint)product < refused);

            return (int)(product >> 32);
        }

        /// <summary>Gets a number of the standard normal distribution (Marsaglia's polar method).</summary>
        public float Normal()
        {
            while (true)
            {
                double u = 2 * Uniform() - 1;
                double v = 2 * Uniform() - 1;
                var square = u * u + v * v;
                if (square > 0 && square < 1)
                {
                    return (float)(u * Math.Sqrt(-2 * Elementary.Log(square) / square));
                }
            }
        }

        /// <summary>
        /// Gets a number of the standard Gumbel distribution: the mean is 0.5772, the variance π² / 6.
        /// </summary>
        public double Gumbel()
        {
            // One of 2^53 equal parts of (0, 1), and never an end, which the middle of the last would be rounded to.
            var uniform = Math.Min(((Next() >> 11) + 0.5) * (1.0 / (1L << 53)), 1 - 1.0 / (1L << 53));
            return -Elementary.Log(-Elementary.Log(uniform));
        }

        private static ulong Rotate(ulong x, int left)
        {
            return (x << left) | (x >> (64 - left));
        }

        private static ulong SplitMix(ref ulong seed)
        {
            seed += 0x9E3779B97F4A7C15;
            var z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }

        /// <summary>Gets or sets the whole state, to save a source and to continue it.</summary>
        /// <exception cref="ArgumentException">The value is all zeros, from which nothing but zeros comes.</exception>
        public RngState State
        {
            get => new RngState(s0, s1, s2, s3);
            set
            {
                if ((value.S0 | value.S1 | value.S2 | value.S3) == 0)
                {
                    throw new ArgumentException(
                        "One word of a state at least must not be 0, but all are; take that of another source.",
                        nameof(value));
                }

                s0 = value.S0;
                s1 = value.S1;
                s2 = value.S2;
                s3 = value.S3;
            }
        }
    }
}
