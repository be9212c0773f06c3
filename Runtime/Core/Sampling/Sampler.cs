#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents the choice of a token by what a network says about each.</summary>
    /// <remarks>
    /// <para>What narrows the choice comes in this order, each acting on what those before have left:</para>
    /// <list type="number">
    /// <item>Masks: tokens that may not be chosen come with a logit of negative infinity; one that is not a
    /// number is never chosen either.</item>
    /// <item>The repetition penalty, on the tokens among the last <see cref="Memory"/> that were heard.</item>
    /// <item>Temperature: p ∝ exp(logit / temperature). At 0 the likeliest is taken, and all is done.</item>
    /// <item>Top k: the k likeliest are kept.</item>
    /// <item>Top p: of those, the fewest of the likeliest that make up this share of their
    /// probability.</item>
    /// <item>Min p: of those, the ones at least this share as likely as the likeliest.</item>
    /// <item>One of those is drawn, by its probability among them.</item>
    /// </list>
    /// The same logits, tokens heard and random numbers give the same token on every platform. Allocates
    /// nothing after construction. Not safe for use by several threads at once.
    /// </remarks>
    public sealed class Sampler
    {
        /// <summary>The number of tokens back that the repetition penalty knows.</summary>
        public const int Memory = 64;

        internal const int SavedSize = (Memory + 2) * sizeof(int);

        private readonly SamplerOptions options;
        private readonly float[] penalised;
        private readonly float[] weights;
        private readonly int[] heap;
        private readonly int[] last = new int[Memory];
        private readonly int[] timesHeard;
        private int heardCount;
        private int nextPlace;

        /// <summary>Initializes a sampler that has heard nothing.</summary>
        /// <param name="options">How to choose.</param>
        /// <param name="count">The number of tokens.</param>
        public Sampler(SamplerOptions options, int count)
        {
            this.options = options;
            penalised = new float[count];
            weights = new float[count];
            heap = new int[count];
            timesHeard = new int[count];
        }

        /// <summary>Chooses a token.</summary>
        /// <param name="logits">One number per token, of which one at least is finite.</param>
        /// <param name="rng">Gives one number, or none at a temperature of 0.</param>
        /// <returns>The token; of equally likely ones the lowest, where the likeliest is wanted.</returns>
        /// <exception cref="ArgumentException">There are more or fewer logits than tokens.</exception>
        /// <remarks>The choice is not heard by itself: see <see cref="Hear"/>.</remarks>
        public int Next(ReadOnlySpan<float> logits, Rng rng)
        {
            if (logits.Length != weights.Length)
            {
                throw new ArgumentException(
                    $"Each of the {weights.Length} tokens needs a logit, but there are {logits.Length}.",
                    nameof(logits));
            }

            logits = options.RepetitionPenalty == 1 ? logits : Penalise(logits);
            var best = Likeliest(logits);
            if (options.Temperature == 0 || float.IsInfinity(logits[best]))
            {
                return best;
            }

            var sum = Weigh(logits, logits[best]);
            return options.TopK == 0 && options.TopP == 1 && options.MinP == 0
                ? DrawFromAll(sum * rng.Uniform())
                : DrawFromTop(sum, rng.Uniform());
        }

        /// <summary>Hears a token of the piece, which the repetition penalty then knows.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
        public void Hear(int token)
        {
            if ((uint)token >= (uint)timesHeard.Length)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(token), $"A token must be 0 to {timesHeard.Length - 1}, but was {token}.");
            }

            if (heardCount == Memory)
            {
                timesHeard[last[nextPlace]]--;
            }
            else
            {
                heardCount++;
            }

            last[nextPlace] = token;
            timesHeard[token]++;
            nextPlace = (nextPlace + 1) % Memory;
        }

        /// <summary>Forgets all tokens heard, as at the beginning of a piece.</summary>
        public void Forget()
        {
            Array.Clear(timesHeard, 0, timesHeard.Length);
            heardCount = 0;
            nextPlace = 0;
        }

        internal void Save(ref SaveWriter to)
        {
            to.Int(heardCount);
            for (var back = heardCount; back > 0; back--)
            {
                to.Int(last[(nextPlace - back + Memory) % Memory]);
            }
        }

        internal void Restore(ref SaveReader from)
        {
            Forget();
            for (var left = from.Int(); left > 0; left--)
            {
                Hear(from.Int());
            }
        }

        // A token that may be chosen stays one, however small its logit becomes.
        private ReadOnlySpan<float> Penalise(ReadOnlySpan<float> logits)
        {
            var penalty = options.RepetitionPenalty;
            for (var i = 0; i < penalised.Length; i++)
            {
                var logit = logits[i];
                if (timesHeard[i] > 0 && !float.IsInfinity(logit))
                {
                    logit = logit > 0
                        ? Math.Min(logit / penalty, float.MaxValue)
                        : Math.Max(logit * penalty, float.MinValue);
                }

                penalised[i] = logit;
            }

            return penalised;
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
            var isNucleusOfTopK = options.TopK > 0 && options.TopP < 1;
            var mass = Take(count, kept, least, isNucleusOfTopK ? 0 : options.MinP, out var taken);
            if (isNucleusOfTopK)
            {
                // The k best are known, and so is the mass of which the nucleus needs its share.
                least = mass * options.TopP;
                mass = 0;
                for (kept = taken, taken = 0; taken < kept && mass < least; taken++)
                {
                    var weight = weights[heap[count - 1 - taken]];
                    if (weight < options.MinP)
                    {
                        break;
                    }

                    mass += weight;
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

        // Moves the best tokens to the end of the heap's memory, best last, until they are or weigh enough, or
        // the next is too light. The best weighs 1.
        private double Take(int count, int most, double least, float lightest, out int taken)
        {
            var mass = 0.0;
            for (taken = 0; taken < most && mass < least && weights[heap[0]] >= lightest; taken++)
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
