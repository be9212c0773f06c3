#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents music being made: a model that hears its own last token and says the next.
    /// </summary>
    /// <remarks>
    /// The music has no end and can be made as far ahead of the clock as a game likes. The same model, seed
    /// and calls give the same music on every platform. <see cref="TryNext"/> allocates nothing after the
    /// first steps. Not safe for use by several threads at once; there are none inside.
    /// </remarks>
    public sealed class Composer
    {
        /// <summary>The slowest tempo that can be asked for, in quarter notes per minute.</summary>
        public const double SlowestTempo = 10;

        /// <summary>The fastest tempo that can be asked for, in quarter notes per minute.</summary>
        public const double FastestTempo = 1000;

        private const int Signature = 0x33434752;

        private readonly MusicModel model;
        private readonly TokenLoop loop;
        private readonly NoteReader reader;

        /// <summary>Initializes a composer at the beginning of a piece.</summary>
        /// <param name="model">The model.</param>
        /// <param name="options">The options; null for the defaults.</param>
        /// <param name="seed">Where chance starts.</param>
        /// <exception cref="ArgumentException">
        /// A tempo is asked of a model whose music has no beat.
        /// </exception>
        public Composer(MusicModel model, ComposerOptions? options = null, ulong seed = 0)
        {
            options ??= new ComposerOptions();
            this.model = model;
            reader = model.Codec.NewReader();
            loop = new TokenLoop(model.Network, model.Codec.StartToken, options.Sampling, seed);
            Scale = options.Scale;
            Tempo = options.Tempo;
            reader.Reset();
        }

        /// <summary>Goes back to the beginning of a piece.</summary>
        /// <param name="seed">Where chance starts: the same seed, the same piece.</param>
        public void Reset(ulong seed)
        {
            loop.Seed(seed);
            Begin();
        }

        /// <summary>
        /// Hears the beginning of a piece, to go on from where its last note begins or, where music has no bars, ends.
        /// </summary>
        /// <param name="primer">The beginning.</param>
        /// <param name="heard">Gets the beginning as the model hears it; null for nobody.</param>
        /// <remarks>Whatever was composed before is forgotten, but chance goes on.</remarks>
        public void Prime(NoteSequence primer, NoteRecorder? heard = null)
        {
            Begin();
            TakeAll(heard);
            foreach (var token in model.Codec.Encode(primer))
            {
                loop.Listen();
                loop.Say(token);
                reader.AcceptGiven(token);
                TakeAll(heard);
            }
        }

        /// <summary>Gets the next event, in order of time.</summary>
        /// <returns>
        /// True with an event; false if one step of the network was not enough for one, so that the call can
        /// be repeated now or in the next frame.
        /// </returns>
        /// <remarks>Each call takes at most one step of the network.</remarks>
        /// <exception cref="ModelFormatException">
        /// The weights are damaged so that no event has a score, as 'rnngen models verify' would find.
        /// </exception>
        public bool TryNext(out NoteEvent next)
        {
            if (TryTake(out next))
            {
                return true;
            }

            reader.Mask(loop.Listen());
            var token = loop.Choose();
            loop.Say(token);
            reader.Accept(token);
            return TryTake(out next);
        }

        /// <summary>Gets the next event if it needs no step of the network: what was composed already.</summary>
        /// <returns>False if there is none; <see cref="TryNext"/> composes more.</returns>
        public bool TryTake(out NoteEvent next) => reader.TryTake(out next);

        /// <summary>Composes up to the bar line that is some bars ahead.</summary>
        /// <param name="bars">The bars, 0 or more.</param>
        /// <param name="to">Gets the events.</param>
        /// <exception cref="InvalidOperationException">The music of the model has no bars.</exception>
        public void ComposeBars(int bars, NoteRecorder to)
        {
            if (!model.Codec.IsMetric)
            {
                throw new InvalidOperationException(
                    $"Music of the codec '{model.Codec.Name}' must be composed by seconds: it has no bars.");
            }

            for (var end = reader.Bar + bars; reader.Bar < end;)
            {
                ComposeOne(to);
            }

            // Notes that end between the last token but one and the last still do.
            TakeAll(to);
            to.ExtendTo(reader.Tick);
        }

        /// <summary>Composes until some seconds have passed.</summary>
        /// <param name="seconds">The seconds; the last event may be later.</param>
        /// <param name="to">Gets the events.</param>
        public void ComposeSeconds(double seconds, NoteRecorder to)
        {
            for (var end = reader.Seconds + seconds; reader.Seconds < end;)
            {
                ComposeOne(to);
            }

            // Notes that end between the last token but one and the last still do.
            TakeAll(to);
            to.ExtendTo(reader.Tick);
        }

        /// <summary>Writes the whole session, so that it can be continued elsewhere.</summary>
        /// <param name="to">At least <see cref="MaxSavedSize"/> bytes.</param>
        /// <returns>The number of bytes written.</returns>
        /// <remarks>Sampling, scale and tempo are not among them: they belong to the game.</remarks>
        public int Save(Span<byte> to)
        {
            var writer = loop.Save(to, Signature);
            reader.Save(ref writer);
            return writer.Seal();
        }

        /// <summary>
        /// Continues a session that <see cref="Save"/> wrote, of a composer with the same model.
        /// </summary>
        /// <param name="saved">The bytes written, and no more.</param>
        /// <exception cref="ArgumentException">
        /// The bytes are damaged, or of a model of another size: nothing has changed.
        /// </exception>
        public void Restore(ReadOnlySpan<byte> saved)
        {
            var source = loop.Restore(saved, Signature, "composer");
            reader.Restore(ref source);
        }

        internal static void RequireBeat(NoteCodec codec, double? tempo)
        {
            if (tempo != null && !codec.IsMetric)
            {
                throw new ArgumentException(
                    $"A tempo needs music with a beat, but that of codec '{codec.Name}' has none.");
            }
        }

        private void Begin()
        {
            loop.Begin();
            reader.Reset();
        }

        private void TakeAll(NoteRecorder? to)
        {
            while (TryTake(out var next))
            {
                to?.Add(next);
            }
        }

        private void ComposeOne(NoteRecorder to)
        {
            if (TryNext(out var next))
            {
                to.Add(next);
            }
        }

        /// <summary>
        /// The scale of all pitches but drums, or null for all. A change holds from the next note on.
        /// </summary>
        public Scale? Scale
        {
            get => reader.Scale;
            set => reader.Scale = value;
        }

        /// <summary>
        /// The tempo in quarter notes per minute, or null for those of the model. A change holds from the
        /// next bar on.
        /// </summary>
        /// <exception cref="ArgumentException">
        /// The music of the model has no beat, or the tempo is out of range.
        /// </exception>
        public double? Tempo
        {
            get => reader.Tempo;
            set
            {
                RequireBeat(model.Codec, value);
                reader.Tempo = value;
            }
        }

        /// <summary>
        /// The time that is composed, in ticks from the beginning: see <see cref="NoteEvent.TicksPerQuarter"/>.
        /// </summary>
        public long Tick => reader.Tick;

        /// <summary>The time that is composed, in seconds from the beginning.</summary>
        public double Seconds => reader.Seconds;

        /// <summary>
        /// The bar that is being composed, counted from 0; always 0 where music has no bars.
        /// </summary>
        public int Bar => reader.Bar;

        /// <summary>The most bytes that <see cref="Save"/> may write.</summary>
        public int MaxSavedSize => loop.MaxSavedSize + NoteReader.MaxSavedSize + 16;
    }
}
