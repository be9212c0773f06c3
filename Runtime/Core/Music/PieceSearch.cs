#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents the search for a piece of a given length that a model finds likely, by
    /// <see cref="BeamSearch"/>, within the grammar of the codec, a scale and a tempo.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Music has no token for its end: a piece is finished with the first token that reaches the last bar
    /// line, or the last second. Pieces of one time have different numbers of tokens, and by probability
    /// alone the emptiest would win. So they are compared by log P / ((5 + tokens) / 6), nearly the mean log
    /// probability of a token; and pieces wait for each other at each bar line, or full second where there
    /// are no bars, so that those of many tokens are not lost before they are that far.
    /// </para>
    /// <para>
    /// Without chance, the piece is the best that the beam search finishes. With chance, several different
    /// pieces are drawn without replacement, as the model says, by log P and chance alone, and the piece is the
    /// best of those by token. Likely music is regular music: a search without chance may well repeat one figure
    /// to the end.
    /// </para>
    /// The same model, options and seed give the same piece. Each step allocates a little. Not safe for use
    /// by several threads at once.
    /// </remarks>
    public sealed class PieceSearch
    {
        private const double LengthPenalty = 1;

        private readonly MusicModel model;
        private readonly PieceSearchOptions options;
        private readonly BeamSearch search;
        private int[] primed = Array.Empty<int>();
        private bool inBars;
        private double start;
        private double length;

        /// <summary>Initializes a search, which is over until it begins.</summary>
        /// <param name="model">The model.</param>
        /// <param name="options">The options; null for the defaults.</param>
        /// <param name="chance">Draws pieces; null looks for the likeliest.</param>
        /// <exception cref="ArgumentException">
        /// A width, temperature or tempo is out of range, or the music of the model has no beat for a tempo.
        /// </exception>
        public PieceSearch(MusicModel model, PieceSearchOptions? options = null, Rng? chance = null)
        {
            this.model = model;
            this.options = options ?? new PieceSearchOptions();
            Composer.RequireBeat(model.Codec, this.options.Tempo);
            var beam = new BeamOptions
            {
                Width = this.options.Width,
                Temperature = this.options.Temperature,
                LengthPenalty = chance == null ? LengthPenalty : 0,
            };
            search = new BeamSearch(model.Network, beam, chance);
        }

        /// <summary>Begins to look for a piece of some bars.</summary>
        /// <param name="bars">
        /// 1 or more; behind a primer, the first is the rest of the bar in which its last note begins.
        /// </param>
        /// <param name="primer">What the piece goes on from, or null.</param>
        /// <exception cref="InvalidOperationException">The music of the model has no bars.</exception>
        public void BeginBars(int bars, NoteSequence? primer = null)
        {
            if (!model.Codec.IsMetric)
            {
                throw new InvalidOperationException(
                    $"Music of the codec '{model.Codec.Name}' must be found by seconds: it has no bars.");
            }

            Begin(bars, true, primer);
        }

        /// <summary>Begins to look for a piece of some seconds.</summary>
        /// <param name="seconds">More than 0, behind a primer.</param>
        /// <param name="primer">What the piece goes on from, or null.</param>
        public void BeginSeconds(double seconds, NoteSequence? primer = null)
        {
            Begin(seconds, false, primer);
        }

        /// <summary>Goes on by one token of all pieces, in one step of the network.</summary>
        /// <returns>False if the search was over, and nothing was done.</returns>
        /// <exception cref="ModelFormatException">No token has a score: the weights are of no use.</exception>
        public bool TryStep()
        {
            if (!search.TryStep())
            {
                return false;
            }

            if (search.IsOver && search.Finished.Count == 0)
            {
                throw new ModelFormatException(
                    "A network must give a score to one of the tokens that may follow, but a search ended without a "
                    + "piece; its weights are damaged, so take another model.");
            }

            // Pieces that have ended lead no more.
            var reached = search.Leader is BeamReader leader ? TimeOf(leader) - start : search.IsOver ? length : 0;
            Reached = Math.Max(Reached, Math.Min(length, reached));

            return true;
        }

        /// <summary>Makes the piece found, with its primer.</summary>
        /// <exception cref="InvalidOperationException">The search has not begun or is not over.</exception>
        public NoteSequence ToSequence()
        {
            var best = Best();
            var reader = new BeamReader(model.Codec, options.Scale, options.Tempo).Reader;
            var recorder = new NoteRecorder();
            recorder.AddAll(reader);
            foreach (var token in primed)
            {
                reader.AcceptGiven(token);
                recorder.AddAll(reader);
            }

            foreach (var token in best.Tokens.Span)
            {
                reader.Accept(token);
                recorder.AddAll(reader);
            }

            recorder.ExtendTo(reader.Tick);
            var piece = recorder.ToSequence();

            // The last token heard may lead beyond the last second.
            return inBars ? piece : piece.Slice(0, Math.Min(piece.EndTick, piece.Tempo.TickAt(start + length)));
        }

        private void Begin(double amount, bool bars, NoteSequence? primer)
        {
            if (!(amount > 0))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(amount), $"The length of a piece must be above 0, but was {amount}.");
            }

            inBars = bars;
            length = amount;
            Reached = 0;
            primed = primer == null ? Array.Empty<int>() : model.Codec.Encode(primer);
            var reader = new BeamReader(model.Codec, options.Scale, options.Tempo);
            var heard = new int[primed.Length + 1];
            heard[0] = model.Codec.StartToken;
            primed.CopyTo(heard, 1);
            foreach (var token in primed)
            {
                reader.AcceptGiven(token);
            }

            start = TimeOf(reader);
            reader.EndBar = bars ? (int)(start + amount) : int.MaxValue;
            reader.EndSeconds = bars ? double.PositiveInfinity : start + amount;
            search.Begin(heard, reader);
        }

        private Hypothesis Best()
        {
            if (!search.IsOver || search.Finished.Count == 0)
            {
                throw new InvalidOperationException(
                    "A search must have begun and be over before its piece is there; call TryStep until it "
                    + "returns false.");
            }

            // Those drawn are in the order of chance.
            var best = search.Finished[0];
            foreach (var other in search.Finished)
            {
                best = ByToken(other) > ByToken(best) ? other : best;
            }

            return best;
        }

        private double TimeOf(BeamReader reader) => inBars ? reader.Reader.Bar : reader.Reader.Seconds;

        private static double ByToken(Hypothesis piece)
        {
            return piece.LogProbability / Hypothesis.Penalty(piece.Tokens.Length, LengthPenalty);
        }

        /// <summary>The bars or seconds, behind a primer, that a piece has reached so far.</summary>
        public double Reached { get; private set; }

        /// <summary>
        /// The log probability of the piece found, in nats: see <see cref="Hypothesis.LogProbability"/>.
        /// </summary>
        /// <exception cref="InvalidOperationException">The search has not begun or is not over.</exception>
        public double LogProbability => Best().LogProbability;

        /// <summary>The tokens of the piece found, without those of its primer.</summary>
        /// <exception cref="InvalidOperationException">The search has not begun or is not over.</exception>
        public ReadOnlyMemory<int> Tokens => Best().Tokens;
    }
}
