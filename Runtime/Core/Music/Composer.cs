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

        private const int Signature = 0x32434752;

        private readonly MusicModel model;
        private readonly CpuBackend backend = new CpuBackend();
        private readonly SequenceState state;
        private readonly NoteReader reader;
        private readonly Sampler sampler;
        private readonly Rng rng;
        private readonly float[] logits;
        private readonly float[] stateValues;
        private readonly int[] lastToken = new int[1];

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
            state = model.Network.NewState(backend, 1);
            stateValues = new float[state.Size];
            logits = new float[model.Codec.TokenCount];
            reader = model.Codec.NewReader();
            sampler = new Sampler(options.Sampling, logits.Length);
            rng = new Rng(seed);
            Scale = options.Scale;
            Tempo = options.Tempo;
            Reset(seed);
        }

        /// <summary>Goes back to the beginning of a piece.</summary>
        /// <param name="seed">Where chance starts: the same seed, the same piece.</param>
        public void Reset(ulong seed)
        {
            rng.State = new Rng(seed).State;
            Begin();
        }

        /// <summary>Hears the beginning of a piece, to go on from where its last note begins.</summary>
        /// <param name="primer">The beginning.</param>
        /// <param name="heard">Gets the beginning as the model hears it; null for nobody.</param>
        /// <remarks>Whatever was composed before is forgotten, but chance goes on.</remarks>
        public void Prime(NoteSequence primer, NoteRecorder? heard = null)
        {
            Begin();
            TakeAll(heard);
            foreach (var token in model.Codec.Encode(primer))
            {
                Listen();
                Say(token);
                TakeAll(heard);
            }
        }

        /// <summary>Gets the next event, in order of time.</summary>
        /// <returns>
        /// True with an event; false if one step of the network was not enough for one, so that the call can
        /// be repeated now or in the next frame.
        /// </returns>
        /// <remarks>Each call takes at most one step of the network.</remarks>
        public bool TryNext(out NoteEvent next)
        {
            if (reader.TryTake(out next))
            {
                return true;
            }

            Listen();
            reader.Mask(logits);
            Say(sampler.Next(logits, rng));
            return reader.TryTake(out next);
        }

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
            var writer = new SaveWriter(to);
            writer.Int(Signature);
            writer.Int(logits.Length);
            writer.Int(stateValues.Length);
            writer.Int(lastToken[0]);
            var chance = rng.State;
            writer.Long((long)chance.S0);
            writer.Long((long)chance.S1);
            writer.Long((long)chance.S2);
            writer.Long((long)chance.S3);
            state.Save(stateValues);
            foreach (var value in stateValues)
            {
                writer.Float(value);
            }

            sampler.Save(ref writer);
            reader.Save(ref writer);
            writer.Seal();
            return writer.Length;
        }

        /// <summary>
        /// Continues a session that <see cref="Save"/> wrote, of a composer with the same model.
        /// </summary>
        /// <param name="saved">The bytes written, and no more.</param>
        /// <exception cref="ArgumentException">The bytes are damaged or come from another model.</exception>
        public void Restore(ReadOnlySpan<byte> saved)
        {
            var source = new SaveReader(saved);
            if (!SaveReader.IsWhole(saved) || source.Int() != Signature
                || source.Int() != logits.Length || source.Int() != stateValues.Length)
            {
                throw new ArgumentException(
                    "What is restored must be what a composer with the same model has saved, whole and "
                    + $"unchanged, but these {saved.Length} bytes are not.",
                    nameof(saved));
            }

            lastToken[0] = source.Int();
            rng.State = new RngState(
                (ulong)source.Long(), (ulong)source.Long(), (ulong)source.Long(), (ulong)source.Long());
            for (var i = 0; i < stateValues.Length; i++)
            {
                stateValues[i] = source.Float();
            }

            backend.NextStep();
            state.Restore(stateValues);
            sampler.Restore(ref source);
            reader.Restore(ref source);
        }

        internal static void CheckTempo(NoteCodec codec, double? tempo)
        {
            if (tempo != null && !codec.IsMetric)
            {
                throw new ArgumentException(
                    $"A tempo needs music with a beat, but that of codec '{codec.Name}' has none.");
            }

            if (tempo != null && !(tempo >= SlowestTempo && tempo <= FastestTempo))
            {
                throw new ArgumentException(
                    $"The tempo must be {SlowestTempo} to {FastestTempo} quarter notes per minute, but "
                    + $"was {tempo}.");
            }
        }

        private void Begin()
        {
            backend.NextStep();
            state.Reset();
            reader.Reset();
            sampler.Forget();
            lastToken[0] = model.Codec.StartToken;
        }

        private void Listen()
        {
            backend.NextStep();
            model.Network.Step(backend.OneHot(lastToken, logits.Length), state).Row(0).CopyTo(logits);
        }

        private void Say(int token)
        {
            reader.Accept(token);
            sampler.Hear(token);
            lastToken[0] = token;
        }

        private void TakeAll(NoteRecorder? to)
        {
            while (reader.TryTake(out var next))
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
                CheckTempo(model.Codec, value);
                reader.Tempo = value;
            }
        }

        /// <summary>The time that is composed, in seconds from the beginning.</summary>
        public double Seconds => reader.Seconds;

        /// <summary>
        /// The bar that is being composed, counted from 0; always 0 where music has no bars.
        /// </summary>
        public int Bar => reader.Bar;

        /// <summary>The most bytes that <see cref="Save"/> may write.</summary>
        public int MaxSavedSize => sizeof(float) * stateValues.Length
            + NoteReader.MaxSavedSize + Sampler.SavedSize + 64;
    }
}
