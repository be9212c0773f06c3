#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Represents a beam search: it looks for the likeliest rows of tokens by going on with the best few side
    /// by side, as one batch of a network; or, given a source of chance, for a sample of them.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The score of a hypothesis is log P / ((5 + length) / 6)^α (Wu et al., 2016), where the probabilities
    /// are softmax(logits / temperature) over the tokens that may follow. Each step extends every hypothesis
    /// by every token that may follow, and keeps the <see cref="BeamOptions.Width"/> that score best; of
    /// equal ones, that whose parent scored better, then that with the lower token. Of those kept, the ones
    /// that end (by the end token, by the grammar or at the longest length) move to the list of finished
    /// ones, and the others go on, all with the same number of tokens.
    /// </para>
    /// <para>
    /// A grammar may set milestones. A hypothesis that reaches one waits, and when all do, the best of those
    /// that wait, of any length, go on from there. Where there are end and milestone, lists hold the best
    /// by score, as many as the beam is wide; of equal ones, what came first. A list is complete when nothing
    /// goes on, or when it is full and its last scores at least what the best of those that go on scores now.
    /// Without a length penalty no later one could enter the list; with one, those that would get likelier by
    /// the token as they go on are not waited for.
    /// </para>
    /// <para>
    /// Given chance, it is a stochastic beam search (Kool, van Hoof and Welling, 2019): the same, where the
    /// score is log P with Gumbel noise, drawn top down so that each hypothesis has the greatest of its
    /// descendants. What is found is then a sample without replacement, in the order it was drawn: the first
    /// is distributed as the model says, the second as the model says of all others, and so on. There is no
    /// length penalty.
    /// </para>
    /// The same network, options and seed give the same hypotheses. Each step allocates the rows of the state
    /// that go on. Not safe for use by several threads at once.
    /// </remarks>
    public sealed class BeamSearch
    {
        private readonly SequenceNetwork network;
        private readonly BeamOptions options;
        private readonly Rng? chance;
        private readonly BestExtensions best;
        private readonly RankedList<Hypothesis> finished;
        private readonly RankedList<BeamRow> waiting;
        private readonly List<BeamRow> rows = new List<BeamRow>();
        private readonly List<float[]> states = new List<float[]>();
        private readonly Stack<IBeamGrammar> spareGrammars = new Stack<IBeamGrammar>();
        private readonly float[] logits;
        private readonly double[] logProbabilities;
        private readonly double[] ranks;
        private readonly SequenceState own;
        private SequenceState state;
        private int rowSize;
        private int[] tokens = new int[1];

        /// <summary>Initializes a search, which is over until it begins.</summary>
        /// <param name="network">A network that hears tokens, one-hot, and says the next.</param>
        /// <param name="options">What to look for, which is copied.</param>
        /// <param name="chance">Draws a sample; null looks for the likeliest.</param>
        /// <exception cref="ArgumentException">
        /// The network cannot hear what it says, or a sample is to be drawn with a length penalty.
        /// </exception>
        public BeamSearch(SequenceNetwork network, BeamOptions options, Rng? chance = null)
        {
            var config = network.Config;
            if (config.Outputs > config.Inputs)
            {
                throw new ArgumentException(
                    "A beam search needs a network that can hear every token it says, but this one says "
                    + $"{config.Outputs} and hears {config.Inputs}.",
                    nameof(network));
            }

            if (chance != null && options.LengthPenalty != 0)
            {
                throw new ArgumentException(
                    "A sample must be drawn without a length penalty, but that was "
                    + $"{options.LengthPenalty}; set it to 0.",
                    nameof(options));
            }

            this.network = network;
            this.options = options.Copy();
            this.chance = chance;
            best = new BestExtensions(options.Width);
            finished = new RankedList<Hypothesis>(options.Width);
            waiting = new RankedList<BeamRow>(options.Width);
            logits = new float[config.Outputs];
            logProbabilities = new double[config.Outputs];
            ranks = chance == null ? logProbabilities : new double[config.Outputs];
            own = network.NewState(new CpuBackend(), 1);
            state = own;
        }

        /// <summary>Begins a search, and forgets the last one.</summary>
        /// <param name="heard">The tokens that the network hears before: one at least.</param>
        /// <param name="grammar">
        /// Says what may follow those heard, and is copied; null where anything may.
        /// </param>
        public void Begin(ReadOnlySpan<int> heard, IBeamGrammar? grammar = null)
        {
            own.Backend.NextStep();
            own.RestoreRows(new[] { new float[own.RowSize] });
            own.Reset();
            Begin(heard, own, grammar);
        }

        /// <summary>Begins a search from a state, and forgets the last one.</summary>
        /// <param name="heard">The tokens that the network hears from there: one at least.</param>
        /// <param name="start">
        /// A state of one row of the network, on a backend of its own: the search takes both over.
        /// </param>
        /// <param name="grammar">
        /// Says what may follow those heard, and is copied; null where anything may.
        /// </param>
        public void Begin(ReadOnlySpan<int> heard, SequenceState start, IBeamGrammar? grammar = null)
        {
            if (start.Rows != 1)
            {
                throw new ArgumentException(
                    $"A search must begin from a state of 1 row, but it has {start.Rows}.", nameof(start));
            }

            if (heard.IsEmpty)
            {
                throw new ArgumentException(
                    "A search must begin behind one token at least, but none was given.", nameof(heard));
            }

            best.Clear();
            finished.Clear();
            waiting.Clear();
            rows.Clear();
            spareGrammars.Clear();
            state = start;
            rowSize = start.RowSize;
            foreach (var token in heard.Slice(0, heard.Length - 1))
            {
                tokens[0] = token;
                state.Keep();
                Listen();
            }

            var path = new BeamPath(heard[heard.Length - 1], chance == null ? 0 : chance.Gumbel());
            rows.Add(new BeamRow(path, CopyOf(grammar), SaveRow(0)));
        }

        /// <summary>Makes all hypotheses that go on longer by one token, in one step of the network.</summary>
        /// <returns>False if the search was over, and nothing was done.</returns>
        public bool TryStep()
        {
            if (IsOver)
            {
                return false;
            }

            Prepare();
            var said = Listen();
            for (var i = 0; i < rows.Count; i++)
            {
                said.Row(i).CopyTo(logits);
                rows[i].Grammar?.Mask(logits);
                Weigh(rows[i].Path.LogProbability);
                if (chance != null)
                {
                    GumbelNoise.Draw(logProbabilities, rows[i].Path.Rank, chance, ranks);
                }

                Offer(i);
            }

            Extend();
            if (waiting.Items.Count > 0 && (rows.Count == 0 || waiting.IsClosedTo(rows[0].Path.Score)))
            {
                rows.Clear();
                rows.AddRange(waiting.Items);
                waiting.Clear();
            }

            return true;
        }

        // The rows of the batch are the hypotheses that go on, and each hears its last token.
        private void Prepare()
        {
            if (tokens.Length < rows.Count)
            {
                tokens = new int[rows.Count];
            }

            states.Clear();
            for (var i = 0; i < rows.Count; i++)
            {
                tokens[i] = rows[i].Path.Token;
                states.Add(rows[i].State);
            }

            state.RestoreRows(states);
        }

        private Tensor Listen()
        {
            var on = state.Backend;
            on.NextStep();
            return network.Step(on.OneHot(tokens.AsMemory(0, state.Rows), network.Config.Inputs), state);
        }

        private float[] SaveRow(int row)
        {
            var saved = new float[rowSize];
            state.SaveRow(row, saved);
            return saved;
        }

        // Computes log P of each extension; that of what may not follow is not a number.
        private void Weigh(double before)
        {
            var max = float.NegativeInfinity;
            foreach (var logit in logits)
            {
                max = logit > max ? logit : max;
            }

            var sum = 0.0;
            for (var i = 0; i < logits.Length; i++)
            {
                var x = ((double)logits[i] - max) / options.Temperature;
                var isLegal = logits[i] > float.NegativeInfinity;
                logProbabilities[i] = isLegal ? x : double.NaN;
                sum += isLegal ? Functions.Exp<Lanes32, float>((float)x) : 0;
            }

            var shift = before - Elementary.Log(sum);
            for (var i = 0; i < logProbabilities.Length; i++)
            {
                logProbabilities[i] += shift;
            }
        }

        private void Offer(int row)
        {
            var penalty = Hypothesis.Penalty(rows[row].Path.Length + 1, options.LengthPenalty);
            for (var token = 0; token < ranks.Length; token++)
            {
                var rank = ranks[token];
                if (!double.IsNaN(rank))
                {
                    best.Offer(
                        new BeamExtension(rank / penalty, rank, logProbabilities[token], row, token));
                }
            }
        }

        private void Extend()
        {
            var parents = rows.ToArray();
            var saved = new float[parents.Length][];
            rows.Clear();
            foreach (ref readonly var extension in best.TakeAll())
            {
                var parent = parents[extension.Row];
                var path = new BeamPath(parent.Path, extension);
                var grammar = CopyOf(parent.Grammar);
                var mark = extension.Token == options.EndToken || path.Length == options.MaxLength
                    ? BeamMark.End
                    : grammar?.Accept(extension.Token) ?? BeamMark.None;
                if (mark == BeamMark.End)
                {
                    finished.Add(path.Score, path.ToHypothesis());
                    Spare(grammar);
                    continue;
                }

                var row = new BeamRow(path, grammar, saved[extension.Row] ??= SaveRow(extension.Row));
                if (mark == BeamMark.Milestone)
                {
                    waiting.Add(path.Score, row);
                }
                else
                {
                    rows.Add(row);
                }
            }

            foreach (var parent in parents)
            {
                Spare(parent.Grammar);
            }
        }

        private IBeamGrammar? CopyOf(IBeamGrammar? grammar)
        {
            if (grammar == null)
            {
                return null;
            }

            var copy = spareGrammars.Count > 0 ? spareGrammars.Pop() : grammar.New();
            copy.CopyFrom(grammar);
            return copy;
        }

        private void Spare(IBeamGrammar? grammar)
        {
            if (grammar != null)
            {
                spareGrammars.Push(grammar);
            }
        }

        /// <summary>Whether nothing that is still to come is looked for.</summary>
        public bool IsOver => rows.Count == 0 || (finished.IsClosedTo(rows[0].Path.Score)
            && (waiting.Items.Count == 0 || finished.IsClosedTo(waiting.Items[0].Path.Score)));

        /// <summary>The hypotheses that are finished so far, the best first.</summary>
        public IReadOnlyList<Hypothesis> Finished => finished.Items;

        /// <summary>The grammar of the best hypothesis that goes on, or null if none does.</summary>
        internal IBeamGrammar? Leader => rows.Count > 0 ? rows[0].Grammar : null;
    }
}
