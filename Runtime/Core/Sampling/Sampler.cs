#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents the choice of a token by what a network says about each.</summary>
    /// <remarks>
    /// p ∝ exp(logit / temperature), of which only the top k are kept, of those only the top p, and one is
    /// drawn. Tokens that may not be chosen have a logit of negative infinity; one that is not a number is
    /// never chosen. The same logits and random numbers give the same token on every platform. Allocates
    /// nothing after construction. Not safe for use by several threads at once.
    /// </remarks>
    public sealed class Sampler
    {
        private readonly SamplerOptions options;
        private readonly float[] weights;
        private readonly int[] heap;

        /// <summary>Initializes a sampler.</summary>
        /// <param name="options">How to choose.</param>
        /// <param name="count">The number of tokens.</param>
        public Sampler(SamplerOptions options, int count)
        {
            this.options = options;
            weights = new float[count];
            heap = new int[count];
        }

        /// <summary>Chooses a token.</summary>
        /// <param name="logits">One number per token, of which one at least is finite.</param>
        /// <param name="rng">Gives one number, or none at a temperature of 0.</param>
        /// <returns>The token; of equally likely ones the lowest, where the likeliest is wanted.</returns>
        public int Next(ReadOnlySpan<float> logits, Rng rng)
        {
            var best = Likeliest(logits);
            if (options.Temperature == 0 || float.IsInfinity(logits[best]))
            {
                return best;
            }

            var sum = Weigh(logits, logits[best]);
            return options.TopK == 0 && options.TopP == 1
                ? DrawFromAll(sum * rng.Uniform())
                : DrawFromTop(sum, rng.Uniform());
        }

        private static int Likeliest(ReadOnlySpan<float> logits)
        {
            var best = 0;
            var max = float.NegativeInfinity;
            for (var i = 0; i < logits.Length; i++)
            {
                if (logits[i] > max)
                {
                    max = logits[i];
                    best = i;
                }
            }

            return best;
        }

        private double Weigh(ReadOnlySpan<float> logits, float max)
        {
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = logits[i] > float.NegativeInfinity
                    ? Functions.Exp<Lanes32, float>((logits[i] - max) / options.Temperature)
                    : 0;
                sum += weights[i];
            }

            return sum;
        }

        private int DrawFromAll(double point)
        {
            var last = 0;
            for (var i = 0; i < weights.Length; i++)
            {
                if (weights[i] > 0)
                {
                    last = i;
                    point -= weights[i];
                    if (point < 0)
                    {
                        break;
                    }
                }
            }

            return last;
        }

        private int DrawFromTop(double sum, float uniform)
        {
            var count = Heapify();
            var kept = options.TopK == 0 ? count : Math.Min(options.TopK, count);
            var least = options.TopK == 0 ? sum * options.TopP : double.PositiveInfinity;
            var mass = Take(count, kept, least, out var taken);
            if (options.TopK > 0 && options.TopP < 1)
            {
                // The k best are known, and so is the mass of which the nucleus needs its share.
                least = mass * options.TopP;
                mass = 0;
                for (kept = taken, taken = 0; taken < kept && mass < least; taken++)
                {
                    mass += weights[heap[count - 1 - taken]];
                }
            }

            var point = mass * uniform;
            for (var i = 0; i < taken - 1; i++)
            {
                point -= weights[heap[count - 1 - i]];
                if (point < 0)
                {
                    return heap[count - 1 - i];
                }
            }

            return heap[count - taken];
        }

        // Moves the best tokens to the end of the heap's memory, best last, until they are or weigh enough.
        private double Take(int count, int most, double least, out int taken)
        {
            var mass = 0.0;
            for (taken = 0; taken < most && mass < least; taken++)
            {
                var end = count - 1 - taken;
                (heap[0], heap[end]) = (heap[end], heap[0]);
                mass += weights[heap[end]];
                Sink(0, end);
            }

            return mass;
        }

        private int Heapify()
        {
            var count = 0;
            for (var i = 0; i < weights.Length; i++)
            {
                if (weights[i] > 0)
                {
                    heap[count++] = i;
                }
            }

            for (var i = count / 2 - 1; i >= 0; i--)
            {
                Sink(i, count);
            }

            return count;
        }

        private void Sink(int parent, int count)
        {
            while (true)
            {
                var child = 2 * parent + 1;
                if (child >= count)
                {
                    return;
                }

                if (child + 1 < count && IsBetter(heap[child + 1], heap[child]))
                {
                    child++;
                }

                if (!IsBetter(heap[child], heap[parent]))
                {
                    return;
                }

                (heap[parent], heap[child]) = (heap[child], heap[parent]);
                parent = child;
            }
        }

        // Equal weights are told apart by the token, so that the order is the same everywhere.
        private bool IsBetter(int token, int other)
        {
            return weights[token] > weights[other] || (weights[token] == weights[other] && token < other);
        }
    }
}
