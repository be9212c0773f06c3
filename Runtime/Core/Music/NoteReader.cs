#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a listener to a row of tokens: it knows which token may follow, and turns what it hears
    /// into events in order of time.
    /// </summary>
    /// <remarks>
    /// Whatever tokens it is given, every note that begins also ends, at a later time, and notes of one
    /// channel and pitch never overlap. Take all events (<see cref="TryTake"/>) after each token; those not
    /// taken before the next are lost. Allocates nothing after construction. Not safe for several threads at
    /// once.
    /// </remarks>
    public abstract class NoteReader
    {
        /// <summary>The most bytes that <see cref="Save"/> may write.</summary>
        internal const int MaxSavedSize = 16 * 128 * (sizeof(long) + sizeof(int)) + 1024;

        // What begins at one moment: at most a bar and its tempo, or a note that cuts off another.
        private readonly NoteEvent[] begun = new NoteEvent[2];
        private readonly TokenRange[] kinds;
        private int begunCount;
        private int begunTaken;
        private bool isFinished;
        private double? tempo;

        private protected NoteReader(TokenRange[] kinds)
        {
            this.kinds = kinds;
        }

        /// <summary>Goes back to the beginning of a piece, as after construction.</summary>
        public void Reset()
        {
            begunCount = 0;
            begunTaken = 0;
            isFinished = false;
            Sounding.Clear();
            Begin();
        }

        /// <summary>Gets a value indicating whether a token may follow.</summary>
        public bool Allows(int token)
        {
            return Find(token, out var kind, out var index) && AllowsKind(kind) && AllowsIndex(kind, index);
        }

        /// <summary>Sets the logits of all tokens that may not follow to negative infinity.</summary>
        /// <param name="logits">One number per token of the codec. At least one is left as it is.</param>
        public void Mask(Span<float> logits)
        {
            foreach (var range in kinds)
            {
                var part = logits.Slice(range.Start, range.Count);
                if (!AllowsKind(range.Start))
                {
                    part.Fill(float.NegativeInfinity);
                    continue;
                }

                for (var i = 0; i < part.Length; i++)
                {
                    if (!AllowsIndex(range.Start, i))
                    {
                        part[i] = float.NegativeInfinity;
                    }
                }
            }
        }

        /// <summary>Hears the next token. One that may not follow is passed over.</summary>
        public void Accept(int token)
        {
            begunCount = 0;
            begunTaken = 0;
            if (Find(token, out var kind, out var index) && AllowsKind(kind) && AllowsIndex(kind, index))
            {
                Hear(kind, index);
            }
        }

        /// <summary>Hears the next token of a given piece, which the scale does not bind.</summary>
        internal void AcceptGiven(int token)
        {
            var scale = Scale;
            Scale = null;
            Accept(token);
            Scale = scale;
        }

        /// <summary>Ends the piece: the notes that still sound end as soon as they may.</summary>
        public void Finish()
        {
            isFinished = true;
            EndAll();
        }

        /// <summary>Takes the next event, in order of time.</summary>
        /// <returns>Whether there was one; if not, the next token is needed.</returns>
        public bool TryTake(out NoteEvent next)
        {
            if (Sounding.TryTake(Now, out var ended))
            {
                next = End(ended);
                return true;
            }

            if (begunTaken < begunCount)
            {
                next = begun[begunTaken++];
                return true;
            }

            var isLate = isFinished && Sounding.TryTake(long.MaxValue, out ended);
            next = isLate ? End(ended) : default;
            return isLate;
        }

        internal void Save(ref SaveWriter to)
        {
            to.Int(begunCount);
            to.Int(begunTaken);
            to.Int(isFinished ? 1 : 0);
            foreach (var next in begun)
            {
                next.Save(ref to);
            }

            Sounding.Save(ref to);
            SaveState(ref to);
        }

        internal void Restore(ref SaveReader from)
        {
            begunCount = from.Int();
            begunTaken = from.Int();
            isFinished = from.Int() != 0;
            for (var i = 0; i < begun.Length; i++)
            {
                begun[i] = NoteEvent.Restore(ref from);
            }

            Sounding.Restore(ref from);
            RestoreState(ref from);
        }

        private protected abstract void Begin();

        private protected abstract bool AllowsKind(int kind);

        private protected abstract bool AllowsIndex(int kind, int index);

        private protected abstract void Hear(int kind, int index);

        private protected abstract void EndAll();

        private protected abstract NoteEvent End(SoundingNote note);

        private protected abstract void SaveState(ref SaveWriter to);

        private protected abstract void RestoreState(ref SaveReader from);

        private bool Find(int token, out int kind, out int index)
        {
            foreach (var range in kinds)
            {
                if (token >= range.Start && token < range.End)
                {
                    kind = range.Start;
                    index = token - range.Start;
                    return true;
                }
            }

            kind = 0;
            index = 0;
            return false;
        }

        private protected void Tell(NoteEvent next) => begun[begunCount++] = next;

        /// <summary>The scale that pitches must belong to, or null for all. Drums are not pitches.</summary>
        public Scale? Scale { get; set; }

        /// <summary>
        /// The tempo in quarter notes per minute that replaces those of the tokens from the next bar on, or
        /// null. Music that is not metric pays no regard to it.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">
        /// The tempo is not from <see cref="Composer.SlowestTempo"/> to <see cref="Composer.FastestTempo"/>.
        /// </exception>
        public double? Tempo
        {
            get => tempo;
            set
            {
                if (value != null && !(value >= Composer.SlowestTempo && value <= Composer.FastestTempo))
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(value),
                        $"The tempo must be {Composer.SlowestTempo} to {Composer.FastestTempo} quarter notes per "
                        + $"minute, but was {value}.");
                }

                tempo = value;
            }
        }

        /// <summary>The time that the tokens have reached, in seconds from the beginning.</summary>
        public abstract double Seconds { get; }

        /// <summary>The time that the tokens have reached, in ticks from the beginning.</summary>
        public abstract long Tick { get; }

        /// <summary>
        /// The number of the bar that the tokens have reached; 0 where music is not metric.
        /// </summary>
        public abstract int Bar { get; }

        // The time in the reader's own steps, and the notes that sound by part, pitch and step of their end.
        private protected abstract long Now { get; }

        private protected abstract SoundingNotes Sounding { get; }
    }
}
