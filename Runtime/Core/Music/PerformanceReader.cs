#nullable enable

namespace RnnGen
{
    /// <summary>Represents a listener to the tokens of <see cref="PerformanceCodec"/>.</summary>
    /// <remarks>
    /// A note may end only after it has begun, and not at the same moment; a note that sounds may be struck
    /// again later, which ends it first; after a velocity comes no other velocity. Time may always pass, and
    /// a note that nothing ends is ended after 10 s.
    /// </remarks>
    internal sealed class PerformanceReader : NoteReader
    {
        // At 480 ticks a quarter note and this tempo, 125 a minute, a tick is a millisecond.
        private const int MicrosecondsPerQuarter = 480_000;
        private const int TicksPerStep = 10;
        private const int ForcedEnd = PerformanceCodec.LongestNote + 1;
        private const byte Piano = 0;
        private const byte UnsaidVelocity = 66;

        private readonly SoundingNotes sounding = new SoundingNotes(1);
        private long now;
        private byte velocity;
        private bool isAfterVelocity;

        public PerformanceReader()
            : base(new[]
            {
                new TokenRange(PerformanceCodec.On, 128),
                new TokenRange(PerformanceCodec.Off, 128),
                new TokenRange(PerformanceCodec.Shift, PerformanceCodec.LongestShift),
                new TokenRange(PerformanceCodec.Velocity, PerformanceCodec.Velocities),
            })
        {
            Begin();
        }

        private protected override void Begin()
        {
            now = 0;
            velocity = UnsaidVelocity;
            isAfterVelocity = false;
            Tell(NoteEvent.SetTempo(0, 0, MicrosecondsPerQuarter));
        }

        private protected override bool AllowsKind(int kind)
        {
            return kind != PerformanceCodec.Velocity || !isAfterVelocity;
        }

        private protected override bool AllowsIndex(int kind, int index)
        {
            switch (kind)
            {
                case PerformanceCodec.On:
                    return (Scale == null || Scale.Contains(index)) && !BeganNow(index);
                case PerformanceCodec.Off:
                    return sounding.IsSounding(Piano, index) && !BeganNow(index);
                default:
                    return true;
            }
        }

        private protected override void Hear(int kind, int index)
        {
            isAfterVelocity = kind == PerformanceCodec.Velocity;
            switch (kind)
            {
                case PerformanceCodec.On:
                    Silence(index);
                    sounding.Add(new SoundingNote(now + ForcedEnd, Piano, index));
                    Tell(NoteEvent.On(Tick, Seconds, Piano, Piano, (byte)index, velocity));
                    break;
                case PerformanceCodec.Off:
                    Silence(index);
                    break;
                case PerformanceCodec.Shift:
                    now += index + 1;
                    break;
                default:
                    velocity = PerformanceCodec.VelocityOf(index);
                    break;
            }
        }

        private protected override void EndAll()
        {
            // Each note ends now, or one step from now if it has only begun.
            for (var pitch = 0; pitch < 128; pitch++)
            {
                if (sounding.IsSounding(Piano, pitch))
                {
                    var end = BeganNow(pitch) ? now + 1 : now;
                    sounding.Remove(Piano, pitch);
                    sounding.Add(new SoundingNote(end, Piano, pitch));
                }
            }
        }

        private protected override NoteEvent End(SoundingNote note)
        {
            return NoteEvent.Off(note.End * TicksPerStep, SecondsAt(note.End), Piano, Piano, note.Pitch);
        }

        private protected override void SaveState(ref SaveWriter to)
        {
            to.Long(now);
            to.Int(velocity);
            to.Int(isAfterVelocity ? 1 : 0);
        }

        private protected override void RestoreState(ref SaveReader from)
        {
            now = from.Long();
            velocity = (byte)from.Int();
            isAfterVelocity = from.Int() != 0;
        }

        private static double SecondsAt(long step) => step / (double)PerformanceCodec.StepsPerSecond;

        private bool BeganNow(int pitch)
        {
            return sounding.IsSounding(Piano, pitch)
                && sounding.EndOf(Piano, pitch) == now + ForcedEnd;
        }

        private void Silence(int pitch)
        {
            if (sounding.Remove(Piano, pitch))
            {
                Tell(End(new SoundingNote(now, Piano, pitch)));
            }
        }

        public override double Seconds => SecondsAt(now);

        public override long Tick => now * TicksPerStep;

        public override int Bar => 0;

        private protected override long Now => now;

        private protected override SoundingNotes Sounding => sounding;
    }
}
