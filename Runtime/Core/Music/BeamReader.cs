#nullable enable
using System;

namespace RnnGen
{
    /// <summary>The grammar of music: a reader of its own for each hypothesis, and where the piece ends.
    /// Bar lines are milestones, or full seconds where there are none.</summary>
    internal sealed class BeamReader : IBeamGrammar
    {
        private readonly NoteCodec codec;
        private readonly byte[] memory;

        public BeamReader(NoteCodec codec, Scale? scale, double? tempo)
            : this(codec, scale, tempo, new byte[NoteReader.MaxSavedSize])
        {
        }

        private BeamReader(NoteCodec codec, Scale? scale, double? tempo, byte[] memory)
        {
            this.codec = codec;
            this.memory = memory;
            Reader = codec.NewReader();
            Reader.Scale = scale;
            Reader.Tempo = tempo;

            // A tempo that is asked for holds from the first bar on.
            Reader.Reset();
        }

        public void Mask(Span<float> logits) => Reader.Mask(logits);

        public BeamMark Accept(int token)
        {
            var before = Milestone;
            Reader.Accept(token);
            PassEvents();

            if (Reader.Bar >= EndBar || Reader.Seconds >= EndSeconds)
            {
                return BeamMark.End;
            }

            return Milestone > before ? BeamMark.Milestone : BeamMark.None;
        }

        /// <summary>Hears a token of what the piece goes on from.</summary>
        public void AcceptGiven(int token)
        {
            Reader.AcceptGiven(token);
            PassEvents();
        }

        public IBeamGrammar New() => new BeamReader(codec, Reader.Scale, Reader.Tempo, memory);

        public void CopyFrom(IBeamGrammar other)
        {
            var from = (BeamReader)other;
            var writer = new SaveWriter(memory);
            from.Reader.Save(ref writer);
            var reader = new SaveReader(memory);
            Reader.Restore(ref reader);
            EndBar = from.EndBar;
            EndSeconds = from.EndSeconds;
        }

        private void PassEvents()
        {
            while (Reader.TryTake(out _))
            {
            }
        }

        public NoteReader Reader { get; }

        private int Milestone => codec.IsMetric ? Reader.Bar : (int)Reader.Seconds;

        public int EndBar { get; set; } = int.MaxValue;

        public double EndSeconds { get; set; } = double.PositiveInfinity;
    }
}
