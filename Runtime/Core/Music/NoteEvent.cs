#nullable enable

namespace RnnGen
{
    /// <summary>
    /// Represents something that happens in music at one moment: what a game hears from a composer.
    /// </summary>
    /// <remarks>Fields that the <see cref="Kind"/> does not name are 0.</remarks>
    public readonly struct NoteEvent
    {
        /// <summary>The ticks of a quarter note, whatever the codec.</summary>
        public const int TicksPerQuarter = 480;

        /// <summary>What happens.</summary>
        public readonly NoteEventKind Kind;

        /// <summary>The time in ticks from the beginning.</summary>
        public readonly long Tick;

        /// <summary>The time in seconds from the beginning, at the tempos that held so far.</summary>
        public readonly double Seconds;

        /// <summary>The MIDI channel, 0 to 15; 9 is for drums.</summary>
        public readonly byte Channel;

        /// <summary>The General MIDI program of the channel, 0 to 127.</summary>
        public readonly byte Program;

        /// <summary>The MIDI pitch, 0 to 127; on the drum channel, the key of the kit.</summary>
        public readonly byte Pitch;

        /// <summary>The velocity of a note that begins, 1 to 127.</summary>
        public readonly byte Velocity;

        private readonly int data;

        private NoteEvent(
            NoteEventKind kind, long tick, double seconds, byte channel, byte program, byte pitch,
            byte velocity, int data)
        {
            Kind = kind;
            Tick = tick;
            Seconds = seconds;
            Channel = channel;
            Program = program;
            Pitch = pitch;
            Velocity = velocity;
            this.data = data;
        }

        internal static NoteEvent On(
            long tick, double seconds, byte channel, byte program, byte pitch, byte velocity)
        {
            return new NoteEvent(NoteEventKind.NoteOn, tick, seconds, channel, program, pitch, velocity, 0);
        }

        internal static NoteEvent Off(long tick, double seconds, byte channel, byte program, byte pitch)
        {
            return new NoteEvent(NoteEventKind.NoteOff, tick, seconds, channel, program, pitch, 0, 0);
        }

        internal static NoteEvent BeginBar(long tick, double seconds, int bar)
        {
            return new NoteEvent(NoteEventKind.Bar, tick, seconds, 0, 0, 0, 0, bar);
        }

        internal static NoteEvent SetMeter(long tick, double seconds, int numerator, int denominator)
        {
            var data = numerator << 8 | denominator;
            return new NoteEvent(NoteEventKind.Meter, tick, seconds, 0, 0, 0, 0, data);
        }

        internal static NoteEvent SetTempo(long tick, double seconds, int microsecondsPerQuarter)
        {
            return new NoteEvent(NoteEventKind.Tempo, tick, seconds, 0, 0, 0, 0, microsecondsPerQuarter);
        }

        internal void Save(ref SaveWriter to)
        {
            to.Int((int)Kind << 24 | Channel << 16 | Pitch << 8 | Velocity);
            to.Int(Program);
            to.Long(Tick);
            to.Double(Seconds);
            to.Int(data);
        }

        internal static NoteEvent Restore(ref SaveReader from)
        {
            var word = from.Int();
            var program = (byte)from.Int();
            var tick = from.Long();
            var seconds = from.Double();
            return new NoteEvent(
                (NoteEventKind)(word >> 24), tick, seconds, (byte)(word >> 16), program, (byte)(word >> 8),
                (byte)word, from.Int());
        }

        /// <inheritdoc/>
        public override string ToString()
        {
            switch (Kind)
            {
                case NoteEventKind.NoteOn:
                    return $"{Tick} on {Pitch} velocity {Velocity} channel {Channel} program {Program}";
                case NoteEventKind.NoteOff:
                    return $"{Tick} off {Pitch} channel {Channel}";
                case NoteEventKind.Bar:
                    return $"{Tick} bar {Bar}";
                case NoteEventKind.Meter:
                    return $"{Tick} meter {Numerator}/{Denominator}";
                default:
                    return $"{Tick} tempo {MicrosecondsPerQuarter} µs a quarter";
            }
        }

        /// <summary>The number of a bar that begins, counted from 0.</summary>
        public int Bar => Kind == NoteEventKind.Bar ? data : 0;

        /// <summary>The beats of a bar from here on.</summary>
        public int Numerator => Kind == NoteEventKind.Meter ? data >> 8 : 0;

        /// <summary>The note value of a beat from here on: 4 is a quarter note.</summary>
        public int Denominator => Kind == NoteEventKind.Meter ? data & 0xFF : 0;

        /// <summary>The length of a quarter note from here on.</summary>
        public int MicrosecondsPerQuarter => Kind == NoteEventKind.Tempo ? data : 0;
    }
}
