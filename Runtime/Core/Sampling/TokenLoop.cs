#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a network that hears its own last token and scores the next, with all that must be saved to
    /// go on elsewhere. A step allocates nothing after the first ones.
    /// </summary>
    internal sealed class TokenLoop
    {
        private readonly SequenceNetwork network;
        private readonly CpuBackend backend = new CpuBackend();
        private readonly SequenceState state;
        private readonly Sampler sampler;
        private readonly Rng rng;
        private readonly float[] logits;
        private readonly float[] stateValues;
        private readonly int[] lastToken = new int[1];
        private readonly int startToken;

        public TokenLoop(SequenceNetwork network, int startToken, SamplerOptions sampling, ulong seed)
        {
            this.network = network;
            this.startToken = startToken;
            state = network.NewState(backend, 1);
            stateValues = new float[state.Size];
            logits = new float[network.Config.Outputs];
            sampler = new Sampler(sampling, logits.Length);
            rng = new Rng(seed);
            Begin();
        }

        /// <summary>Goes back to the beginning of a sequence; chance goes on.</summary>
        public void Begin()
        {
            backend.NextStep();
            state.Reset();
            sampler.Forget();
            lastToken[0] = startToken;
        }

        /// <summary>Lets chance start anew.</summary>
        public void Seed(ulong seed)
        {
            rng.State = new Rng(seed).State;
        }

        /// <summary>Takes one step: the network hears the last token.</summary>
        /// <returns>The scores of the next, which may be masked until <see cref="Choose"/>.</returns>
        public Span<float> Listen()
        {
            backend.NextStep();
            network.Step(backend.OneHot(lastToken, logits.Length), state).Row(0).CopyTo(logits);
            return logits;
        }

        /// <summary>Chooses a token by the present scores.</summary>
        /// <exception cref="ModelFormatException">No token has a score: the weights are of no use.</exception>
        public int Choose()
        {
            var token = sampler.Next(logits, rng);
            return logits[token] > float.NegativeInfinity
                ? token
                : throw new ModelFormatException(
                    "A network must give a score to one of the tokens that may follow, but gave none; its weights are "
                    + "damaged, so take another model.");
        }

        /// <summary>Makes a token the last one.</summary>
        public void Say(int token)
        {
            sampler.Hear(token);
            lastToken[0] = token;
        }

        /// <summary>Begins to write a session with what is here; its owner goes on and seals it.</summary>
        /// <param name="memory">Where to: enough for all.</param>
        /// <param name="signature">What tells the kind of session.</param>
        public SaveWriter Save(Span<byte> memory, int signature)
        {
            var to = new SaveWriter(memory);
            to.Int(signature);
            to.Int(logits.Length);
            to.Int(stateValues.Length);
            to.Int(lastToken[0]);
            to.Chance(rng.State);
            state.Save(stateValues);
            to.Floats(stateValues);
            sampler.Save(ref to);
            return to;
        }

        /// <summary>Continues from what <see cref="Save"/> began and its owner sealed.</summary>
        /// <param name="saved">The session.</param>
        /// <param name="signature">What tells its kind.</param>
        /// <param name="owner">Whose session it is, as "writer".</param>
        /// <returns>What the owner wrote behind it.</returns>
        /// <exception cref="ArgumentException">
        /// It is damaged, of another kind, or of a network of another size; nothing has changed.
        /// </exception>
        public SaveReader Restore(ReadOnlySpan<byte> saved, int signature, string owner)
        {
            var from = new SaveReader(saved);
            if (!SaveReader.IsWhole(saved) || from.Int() != signature || from.Int() != logits.Length
                || from.Int() != stateValues.Length)
            {
                throw new ArgumentException(
                    $"What is restored must be what a {owner} with the same model has saved, whole and unchanged, but "
                    + $"these {saved.Length} bytes are not.",
                    nameof(saved));
            }

            var last = from.Int();
            rng.State = from.Chance();
            lastToken[0] = last;
            from.Floats(stateValues);
            backend.NextStep();
            state.Restore(stateValues);
            sampler.Restore(ref from);
            return from;
        }

        /// <summary>The most bytes that <see cref="Save"/> may write.</summary>
        public int MaxSavedSize => sizeof(float) * stateValues.Length + Sampler.SavedSize + 48;
    }
}
