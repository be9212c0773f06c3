#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents music for several instruments as it is written: bars, places in the bar and note values, so
    /// that the tempo can be chosen when it is played.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Time is counted in 24ths of a quarter note, which hold 32nd notes and triplets of 16ths. A piece reads
    /// [meter] [tempo] notes, bar, [meter] [tempo] notes, bar … A note is [position] [part] [velocity]
    /// [duration] pitch, of which only what is not as before is written: the position in the bar as the last
    /// note's, the part as the last note's, velocity and duration as the last note's of this part. Notes of a
    /// bar come by position, then part (drums, bass … pads), then pitch. A drum has a key in place of the
    /// pitch, and no duration. The idea of bars and positions is that of REMI (Huang and Yang, 2020).
    /// </para>
    /// <para>
    /// Reading the tokens back gives every note with its start to the nearest 24th; its length to the nearest
    /// 24th up to a quarter note, then to the nearest 12th of the quarter note up to two quarters, 6th up to
    /// four, and so on to 32 quarter notes at most; its velocity within 4 (16 bins of 8). Programs are
    /// gathered in 15 parts and the drums (key 22 becomes 42 and 26 becomes 46), each of which has one
    /// channel and one program; tempos are the nearest of 47, one a bar. A note that is struck again in its
    /// part while it sounds ends there; of notes with the same part, start and pitch, one is kept, as long
    /// and loud as any of them. Drums last a 16th. A silence lasts 32 bars at most, or a bar more than the 32
    /// quarter notes that a note may last, in each time signature that is written. The sustain pedal is left out.
    /// </para>
    /// <para>
    /// The parts and their channels, counted from 0: bass 0, synth bass 1, piano 2, bells and mallets 3,
    /// organ 4, guitar and plucked strings 5, overdriven guitar 6, distorted guitar 7, strings 8, drums 9,
    /// choir 10, brass and reeds 11, flutes 12, square lead 13, saw lead 14, pads and effects 15.
    /// </para>
    /// <para>
    /// Time signatures have up to 16 halves, quarters, eighths or 16ths and up to eight quarter notes; longer
    /// ones are halved, others are counted as 4/4. One that changes inside a bar cuts the bar short where
    /// that leaves a time signature, and otherwise holds from the next bar.
    /// </para>
    /// </remarks>
    public sealed class ScoreCodec : NoteCodec
    {
        internal const string CodecName = "score";

        /// <inheritdoc/>
        public override int[] Encode(NoteSequence sequence) => new ScoreWriter(sequence).Write();

        /// <inheritdoc/>
        public override (int First, int Count) AlternativesOf(int token)
        {
            foreach (var kind in ScoreTokens.Kinds)
            {
                if (kind.Start >= ScoreTokens.Velocity && token >= kind.Start && token < kind.End)
                {
                    return (kind.Start, kind.Count);
                }
            }

            return (token, 1);
        }

        /// <inheritdoc/>
        public override string Describe(int token)
        {
            foreach (var kind in ScoreTokens.Kinds)
            {
                if (token >= kind.Start && token < kind.End)
                {
                    return Describe(kind.Start, token - kind.Start);
                }
            }

            throw new ArgumentOutOfRangeException(
                nameof(token), $"The token must be 0 to {TokenCount - 1}, but was {token}.");
        }

        /// <inheritdoc/>
        public override NoteReader NewReader() => new ScoreReader();

        private static string Describe(int kind, int index)
        {
            switch (kind)
            {
                case ScoreTokens.Bar:
                    return "bar";
                case ScoreTokens.Meter:
                    return $"meter {ScoreMeters.Numerator(index)}/{ScoreMeters.Denominator(index)}";
                case ScoreTokens.Tempo:
                    return $"tempo {ScoreTempos.QuartersPerMinute(index)}";
                case ScoreTokens.Position:
                    return $"position {index + 1}/{ScoreTokens.StepsPerQuarter}";
                case ScoreTokens.Part:
                    return ScoreParts.Name(index);
                case ScoreTokens.Velocity:
                    return $"velocity {ScoreTokens.VelocityOf(index)}";
                case ScoreTokens.Duration:
                    return $"duration {ScoreTokens.StepsOfDuration(index)}/{ScoreTokens.StepsPerQuarter}";
                case ScoreTokens.Pitch:
                    return $"pitch {index}";
                default:
                    return $"drum {index}";
            }
        }

        /// <inheritdoc/>
        public override string Name => CodecName;

        /// <inheritdoc/>
        public override int TokenCount => ScoreTokens.Count;

        /// <summary>The token that a network hears before the first of a piece: a bar line.</summary>
        public override int StartToken => ScoreTokens.Bar;

        /// <inheritdoc/>
        public override bool IsMetric => true;
    }
}
