#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents a listener to the tokens of <see cref="ScoreCodec"/>.</summary>
    /// <remarks>
    /// A bar line may come after any note, and begins the next bar at its full length after the last; a meter
    /// only behind a bar line, a tempo behind that. Then each position is later than the last and leads to a
    /// note; at one position parts come in order, and the pitches of a part upwards, so that no note is
    /// struck twice.
    /// </remarks>
    internal sealed class ScoreReader : NoteReader
    {
        private const int TicksPerStep = NoteEvent.TicksPerQuarter / ScoreTokens.StepsPerQuarter;
        private const int StepsOfDrum = ScoreTokens.StepsPerQuarter / 4;
        private const int None = -1;

        // What holds until the tokens say otherwise: 4/4 at 120, a velocity of 100, eighth notes.
        private const int UnsaidMeter = 7;
        private const int UnsaidTempo = 500_000;
        private const int UnsaidVelocity = 12;
        private const int UnsaidDuration = 11;

        private readonly SoundingNotes sounding = new SoundingNotes(ScoreParts.Count);
        private readonly int[] velocities = new int[ScoreParts.Count];
        private readonly int[] durations = new int[ScoreParts.Count];
        private int last;
        private int meter;
        private int bars;
        private long bar;
        private long position;
        private int part;
        private int lastPitch;
        private int lastPart;
        private int saidTempo;
        private int earlierTempo;
        private int tempo;
        private long tempoStep;
        private double tempoSeconds;

        public ScoreReader()
            : base(ScoreTokens.Kinds)
        {
            Begin();
        }

        private protected override void Begin()
        {
            Array.Fill(velocities, UnsaidVelocity);
            Array.Fill(durations, UnsaidDuration);
            last = ScoreTokens.Bar;
            meter = UnsaidMeter;
            bars = 0;
            bar = 0;
            position = 0;
            part = None;
            lastPitch = None;
            lastPart = None;
            saidTempo = UnsaidTempo;
            earlierTempo = UnsaidTempo;
            tempo = UnsaidTempo;
            tempoStep = 0;
            tempoSeconds = 0;
            Tell(NoteEvent.BeginBar(0, 0, 0));
            FollowTempo();
        }

        private protected override bool AllowsKind(int kind)
        {
            switch (kind)
            {
                case ScoreTokens.Meter:
                    return last == ScoreTokens.Bar;
                case ScoreTokens.Tempo:
                    return last == ScoreTokens.Bar || last == ScoreTokens.Meter;
                case ScoreTokens.Bar:
                case ScoreTokens.Position:
                    return !LeadsToNote && last != ScoreTokens.Position;
                case ScoreTokens.Part:
                    return !LeadsToNote;
                case ScoreTokens.Velocity:
                    return part != None && last != ScoreTokens.Velocity && last != ScoreTokens.Duration
                        && HasRoom();
                case ScoreTokens.Duration:
                    return part > ScoreParts.Drums && last != ScoreTokens.Duration && HasRoom();
                case ScoreTokens.Drum:
                    return part == ScoreParts.Drums;
                default:
                    return part > ScoreParts.Drums;
            }
        }

        private protected override bool AllowsIndex(int kind, int index)
        {
            switch (kind)
            {
                case ScoreTokens.Position:
                    return index + 1 > position && index + 1 < ScoreMeters.Steps(meter);
                case ScoreTokens.Part:
                    return index > lastPart;
                case ScoreTokens.Drum:
                    return index > lastPitch;
                case ScoreTokens.Pitch:
                    return index > lastPitch && (Scale == null || Scale.Contains(index));
                default:
                    return true;
            }
        }

        private protected override void Hear(int kind, int index)
        {
            last = kind;
            switch (kind)
            {
                case ScoreTokens.Bar:
                    BeginBar();
                    break;
                case ScoreTokens.Meter:
                    meter = index;
                    Tell(NoteEvent.SetMeter(
                        Tick, Seconds, ScoreMeters.Numerator(index), ScoreMeters.Denominator(index)));
                    break;
                case ScoreTokens.Tempo:
                    saidTempo = ScoreTempos.MicrosecondsPerQuarter(index);
                    FollowTempo();
                    break;
                case ScoreTokens.Position:
                    position = index + 1;
                    lastPart = None;
                    lastPitch = None;
                    break;
                case ScoreTokens.Part:
                    part = index;
                    lastPitch = None;
                    break;
                case ScoreTokens.Velocity:
                    velocities[part] = index;
                    break;
                case ScoreTokens.Duration:
                    durations[part] = index;
                    break;
                default:
                    Strike(index);
                    break;
            }
        }

        private protected override void EndAll()
        {
        }

        private protected override NoteEvent End(SoundingNote note)
        {
            return NoteEvent.Off(
                note.End * TicksPerStep,
                SecondsAt(note.End),
                ScoreParts.Channel(note.Part),
                ScoreParts.Program(note.Part),
                note.Pitch);
        }

        private void BeginBar()
        {
            bar += ScoreMeters.Steps(meter);
            position = 0;
            lastPart = None;
            lastPitch = None;
            bars++;
            Tell(NoteEvent.BeginBar(Tick, Seconds, bars));
            FollowTempo();
        }

        private void FollowTempo()
        {
            var wanted = Tempo is double quarters ? (int)Math.Round(60_000_000 / quarters) : saidTempo;
            if (wanted == tempo)
            {
                return;
            }

            tempoSeconds = Seconds;
            tempoStep = Now;
            earlierTempo = tempo;
            tempo = wanted;
            Tell(NoteEvent.SetTempo(Tick, tempoSeconds, tempo));
        }

        private void Strike(int pitch)
        {
            lastPart = part;
            lastPitch = pitch;
            if (sounding.Remove(part, pitch))
            {
                Tell(End(new SoundingNote(Now, part, pitch)));
            }

            var steps = part == ScoreParts.Drums ? StepsOfDrum : ScoreTokens.StepsOfDuration(durations[part]);
            sounding.Add(new SoundingNote(Now + steps, part, pitch));
            Tell(NoteEvent.On(
                Tick,
                Seconds,
                ScoreParts.Channel(part),
                ScoreParts.Program(part),
                (byte)pitch,
                ScoreTokens.VelocityOf(velocities[part])));
        }

        private protected override void SaveState(ref SaveWriter to)
        {
            for (var i = 0; i < ScoreParts.Count; i++)
            {
                to.Int(velocities[i]);
                to.Int(durations[i]);
            }

            to.Int(last);
            to.Int(meter);
            to.Int(bars);
            to.Long(bar);
            to.Long(position);
            to.Int(part);
            to.Int(lastPart);
            to.Int(lastPitch);
            to.Int(saidTempo);
            to.Int(earlierTempo);
            to.Int(tempo);
            to.Long(tempoStep);
            to.Double(tempoSeconds);
        }

        private protected override void RestoreState(ref SaveReader from)
        {
            for (var i = 0; i < ScoreParts.Count; i++)
            {
                velocities[i] = from.Int();
                durations[i] = from.Int();
            }

            last = from.Int();
            meter = from.Int();
            bars = from.Int();
            bar = from.Long();
            position = from.Long();
            part = from.Int();
            lastPart = from.Int();
            lastPitch = from.Int();
            saidTempo = from.Int();
            earlierTempo = from.Int();
            tempo = from.Int();
            tempoStep = from.Long();
            tempoSeconds = from.Double();
        }

        // Notes that end at or before a bar line are told when its tempo already holds.
        private double SecondsAt(long step)
        {
            var microseconds = step < tempoStep ? earlierTempo : tempo;
            return tempoSeconds + (step - tempoStep) * (microseconds / (1e6 * ScoreTokens.StepsPerQuarter));
        }

        // Whether the part can strike one more note at this position.
        private bool HasRoom()
        {
            var pitch = lastPitch + 1;
            while (pitch < 128 && part != ScoreParts.Drums && Scale != null && !Scale.Contains(pitch))
            {
                pitch++;
            }

            return pitch < 128;
        }

        // A change of scale can take away the note that was to come.
        private bool LeadsToNote => (last == ScoreTokens.Part || last == ScoreTokens.Velocity
            || last == ScoreTokens.Duration) && HasRoom();

        public override double Seconds => SecondsAt(Now);

        public override long Tick => Now * TicksPerStep;

        public override int Bar => bars;

        private protected override long Now => bar + position;

        private protected override SoundingNotes Sounding => sounding;
    }
}
