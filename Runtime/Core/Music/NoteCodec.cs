#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a way to write music as a row of tokens, which is what a network learns and says.
    /// </summary>
    /// <remarks>
    /// A piece is trained as inputs <see cref="StartToken"/>, t0, t1 … with targets t0, t1 …; there is no
    /// token for the end, because music in a game goes on. A codec has no state: it is safe to share between
    /// threads.
    /// </remarks>
    public abstract class NoteCodec
    {
        /// <summary>Gets the codec of a name.</summary>
        /// <param name="name">"performance" or "score".</param>
        /// <exception cref="ArgumentException">There is no codec of this name.</exception>
        public static NoteCodec ByName(string name)
        {
            switch (name)
            {
                case PerformanceCodec.CodecName:
                    return new PerformanceCodec();
                case ScoreCodec.CodecName:
                    return new ScoreCodec();
                default:
                    throw new ArgumentException(
                        $"The codec must be '{PerformanceCodec.CodecName}' or '{ScoreCodec.CodecName}', but "
                        + $"was '{name}'.",
                        nameof(name));
            }
        }

        /// <summary>Writes a piece as tokens.</summary>
        /// <remarks>
        /// The tokens follow the grammar of <see cref="NewReader"/>, and equal pieces give equal tokens,
        /// whatever their order of tracks.
        /// </remarks>
        public abstract int[] Encode(NoteSequence sequence);

        /// <summary>
        /// Reads tokens as a piece of <see cref="NoteEvent.TicksPerQuarter"/> ticks per quarter note.
        /// </summary>
        /// <remarks>Tokens that the grammar does not allow where they stand are passed over.</remarks>
        public NoteSequence Decode(ReadOnlySpan<int> tokens)
        {
            var reader = NewReader();
            var recorder = new NoteRecorder();
            recorder.AddAll(reader);
            foreach (var token in tokens)
            {
                reader.Accept(token);
                recorder.AddAll(reader);
            }

            reader.Finish();
            recorder.AddAll(reader);
            return recorder.ToSequence();
        }

        /// <summary>
        /// Gets the tokens that may stand in the place of a token, so that the piece keeps its form in time.
        /// </summary>
        /// <param name="token">0 or more, below <see cref="TokenCount"/>.</param>
        /// <returns>
        /// The first of them and their number: those of the same kind, or, of what tells time, ends a note or names
        /// the part, the token alone.
        /// </returns>
        public abstract (int First, int Count) AlternativesOf(int token);

        /// <summary>Says in a few words what a token means.</summary>
        /// <param name="token">0 or more, below <see cref="TokenCount"/>.</param>
        public abstract string Describe(int token);

        /// <summary>Makes a reader, at the beginning of a piece.</summary>
        public abstract NoteReader NewReader();

        /// <summary>The name of the codec, as models know it.</summary>
        public abstract string Name { get; }

        /// <summary>The number of different tokens.</summary>
        public abstract int TokenCount { get; }

        /// <summary>The token that a network hears before the first of a piece.</summary>
        public abstract int StartToken { get; }

        /// <summary>Whether music comes in beats and bars, whose tempo can be chosen freely.</summary>
        public abstract bool IsMetric { get; }
    }
}
