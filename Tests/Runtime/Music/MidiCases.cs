#nullable enable
using System.Collections.Generic;
using System.Linq;
using static RnnGen.MidiProblem;
using static RnnGen.Tests.Smf;

namespace RnnGen.Tests
{
    /// <summary>
    /// Every way in which a Standard MIDI File is known to break, one at a time, with what a tolerant reader
    /// must make of it: worked out by hand from the bytes and the standard.
    /// </summary>
    internal static class MidiCases
    {
        /// <summary>A track of one note of 480 ticks, half a second, behind other events.</summary>
        private const string Note = "00 90 3C 64  83 60 80 3C 40  00 FF 2F 00";

        public static IEnumerable<MidiCase> All =>
            Containers().Concat(Lengths()).Concat(Events()).Concat(Metas());

        private static IEnumerable<MidiCase> Containers()
        {
            yield return Whole("00 sound, format 1", Header(), Track(Good));
            yield return Whole(
                "04 RIFF RMID", "52494646 3F000000 524D4944 64617461 33000000", Header(), Track(Good));
            yield return Whole(
                "05 RIFF RMID with a LIST before the data",
                "52494646 53000000 524D4944 4C495354 0C000000 494E464F494E414D00000000 64617461 33000000",
                Header(),
                Track(Good));
            yield return Whole("06 format 0", Header(0), Track(Good));
            yield return Twice(
                "07 format 2", GoodNotes + " " + GoodNotes, Header(2, 2), Track(Good), Track(Good));
            yield return Whole("08 format 3", Header(3), Track(Good)).With(UnknownFormat);
            yield return Whole("09 time code of 25 frames of 40 ticks", Header(division: 0xE728), Track(Good))
                .Lasting(960, 960 / 1000.0);
            yield return Whole("10 time code of 28 frames of 4 ticks", Header(division: 0xE404), Track(Good))
                .Lasting(960, 960 / 112.0).With(UnusualFrameRate);
            yield return Whole(
                "10b time code of 29.97 frames of 4 ticks", Header(division: 0xE304), Track(Good))
                .Lasting(960, 960 * 1001 / 120000.0);
            yield return Whole("11 division 0", Header(division: 0), Track(Good)).With(NoDivision);
            yield return Whole(
                "19 an unknown chunk first", Header(), "58464948 00000004 61626364", Track(Good))
                .With(UnknownChunk);
            yield return Whole(
                "20 an unknown chunk last", Header(), Track(Good), "58464948 00000004 61626364")
                .With(UnknownChunk);
            yield return Whole("21 trailing garbage", Header(), Track(Good), "0A 00 67617262616765")
                .With(TrailingBytes);
            yield return Whole("22 too many tracks stated", Header(1, 5), Track(Good)).With(TrackCount);
            yield return Twice("23 too few tracks stated", Doubled, Header(), Track(Good), Track(Good))
                .With(TrackCount);
            yield return Whole(
                "24 a header of 8 bytes", "4D546864 00000008 0001 0001 01E0 0000", Track(Good))
                .With(HeaderLength);
            yield return NotMidi("52 cut in the header", "4D546864 00000006 0001");
            yield return NotMidi("53 empty");
            yield return NotMidi("54 a web page", "3C68746D6C3E343034206E6F7420666F756E643C2F68746D6C3E");
            yield return new MidiCase("55 no tracks", Bytes(Header(1, 0)))
            {
                Tracks = 0, Notes = "", EndTick = 0, Seconds = 0,
            };
            yield return Twice(
                "56 format 0 with two tracks", Doubled, Header(0, 2), Track(Good), Track(Good))
                .With(SeveralTracksInFormat0);
            yield return Whole(
                "57 128 bytes before the header",
                string.Concat(Enumerable.Repeat("00", 128)),
                Header(),
                Track(Good)).With(JunkBeforeHeader);
            yield return Whole("62 65535 tracks stated", Header(1, 65535), Track(Good)).With(TrackCount);
        }

        private static IEnumerable<MidiCase> Lengths()
        {
            var open = Good.Substring(0, Good.Length - " 00 FF 2F 00".Length);
            yield return Whole("12 no end of track", Header(), Track(open)).With(MissingEndOfTrack);
            yield return Twice(
                "13 no end of track before another", Doubled, Header(1, 2), Track(open), Track(Good))
                .With(MissingEndOfTrack);
            yield return Whole("14 length too large", Header(), Track(Good, 129)).With(TrackTooLong);
            yield return Twice(
                "14b length reaches into the next track", Doubled, Header(1, 2), Track(Good, 40), Track(Good))
                .With(TrackTooLong);
            yield return Twice(
                "14c length reaches into the next track, no end",
                Doubled,
                Header(1, 2),
                Track(open, 25 + 8 + 29),
                Track(Good)).With(TrackTooLong, MissingEndOfTrack);
            yield return Twice(
                "14d a byte of the end is missing, so that the length takes one of the next track",
                Doubled,
                Header(1, 2),
                Track(open + "00 FF 2F", Bytes(Good).Length),
                Track(Good)).With(TrackTooLong, CutEvent, MissingEndOfTrack);
            yield return Whole("15 length too small", Header(), Track(Good, 23)).With(TrackTooShort);
            yield return Twice(
                "16 length too small before another track",
                Doubled,
                Header(1, 2),
                Track(Good, 23),
                Track(Good)).With(TrackTooShort);
            yield return Whole("17 length 0", Header(), Track(Good, 0)).With(TrackTooShort);
            yield return Twice(
                "18 bytes behind the end of a track",
                Doubled,
                Header(1, 2),
                Track(Good + "00 00 00"),
                Track(Good)).With(BytesAfterEndOfTrack);
            yield return One(
                "50 a text longer than its track", "00 90 3C 64  83 60 80 3C 40  00 FF 01 7F 616263")
                .With(CutEvent, MissingEndOfTrack);
            yield return Whole("51 cut inside a track", Header(), Track(open + "00 90 43 64", 38))
                .With(TrackTooLong, HangingNotes, MissingEndOfTrack)
                .Sounding(GoodNotes + " 960-960:67:100");
            yield return One("51b cut inside an event", "00 90 3C 64  83 60 80 3C 40  00 90 43")
                .With(CutEvent, MissingEndOfTrack);
            yield return Whole("61 length FFFFFFFF", Header(), Track(Good, 0xFFFFFFFF)).With(TrackTooLong);
            yield return Twice(
                "63 a byte between two tracks", Doubled, Header(1, 2), Track(Good), "00", Track(Good))
                .With(BytesBetweenChunks);
            yield return Whole(
                "65 a rest before the end of the track",
                Header(),
                Track(open + "8F 00 FF 2F 00")).Lasting(2880, 3);
        }

        private static IEnumerable<MidiCase> Events()
        {
            yield return One(
                "01 running status", "00 90 3C 64  83 60 3C 00  00 40 64  83 60 40 00  00 FF 2F 00")
                .Sounding(GoodNotes).Lasting(960, 1);
            yield return One(
                "02 running status behind a meta event",
                "00 90 3C 64  00 FF 01 02 6869  83 60 3C 00  00 FF 2F 00").With(RunningStatusCancelled);
            yield return One(
                "03 running status behind a sysex",
                "00 90 3C 64  00 F0 05 7E 7F 09 01 F7  83 60 3C 00  00 FF 2F 00")
                .With(RunningStatusCancelled);
            yield return One(
                "25 a sysex in packets",
                "00 F0 03 43 12 00  64 F7 03 43 12 00  64 F7 02 43 F7 " + Note)
                .Sounding("200-680:60:100").Lasting(680, 680 / 960.0);
            yield return One("26 a real-time byte in an escape", "00 F7 01 F8 " + Note);
            yield return One(
                "27 a large byte in a sysex", "00 F0 04 7E FF 80 F7 " + Note).With(LargeSysexByte);
            yield return One("28 a note-on with velocity 0", "00 90 3C 64  83 60 90 3C 00  00 FF 2F 00");
            yield return One(
                "29 two notes overlap on a key",
                "00 90 3C 64  81 70 90 3C 50  81 70 80 3C 00  81 70 80 3C 00  00 FF 2F 00")
                .Sounding("0-480:60:100 240-720:60:80").Lasting(720, 0.75);
            yield return One(
                "30 a note-off without note-on", "00 80 3C 00  00 90 40 64  83 60 80 40 40  00 FF 2F 00")
                .Sounding("0-480:64:100").With(OrphanNoteOff);
            yield return One(
                "31 a note-on without note-off", "00 90 3C 64  00 90 40 64  83 60 80 40 40  00 FF 2F 00")
                .Sounding("0-480:60:100 0-480:64:100").With(HangingNotes);
            yield return One("42 a data byte above 127", "00 90 3C C8  83 60 80 3C 00  00 FF 2F 00")
                .Sounding("0-480:60:127").With(LargeDataByte);
            yield return One("43 F1 inside a track", "00 F1 00 " + Note).With(SystemMessage);
            yield return One("44 F8 inside a track", "00 F8 " + Note).With(SystemMessage);
            yield return One("44b F2 and its time inside a track", "60 F2 00 00 " + Note).With(SystemMessage)
                .Sounding("96-576:60:100").Lasting(576, 0.6);
            yield return One("45 data bytes first", "00 3C 64 " + Note).With(MissingStatus);
            yield return One(
                "46 a delta of five bytes", "81 80 80 80 00 90 3C 64  83 60 80 3C 00  00 FF 2F 00")
                .With(LongNumber)
                .Sounding("268435455-268435935:60:100")
                .Lasting(268435935, 268435935 / 960.0);
            yield return One(
                "47 a delta of 0 in three bytes", "80 80 00 90 3C 64  83 60 80 3C 00  00 FF 2F 00");
            yield return new MidiCase(
                "64 a drum hit without length", File("00 99 24 64  00 89 24 00 " + Note))
            {
                Notes = "0-0:36:100 0-480:60:100", EndTick = 480, Seconds = 0.5,
            };
        }

        private static IEnumerable<MidiCase> Metas()
        {
            yield return new MidiCase("32 the tempo in the second track", Bytes(
                Header(1, 2),
                Track("00 90 3C 64  87 40 80 3C 40  00 FF 2F 00"),
                Track("83 60 FF 51 03 0F 42 40  00 FF 2F 00")))
            {
                Tracks = 2, Notes = "0-960:60:100", Seconds = 1.5,
            };
            yield return One("33 tempo 0", "00 FF 51 03 00 00 00 " + Note).With(InvalidTempo);
            yield return One("34 a tempo of four bytes", "00 FF 51 04 07 A1 20 00 " + Note).With(MetaLength);
            yield return One("35 a tempo of two bytes", "00 FF 51 02 07 A1 " + Note).With(InvalidTempo);
            yield return One("36 a key of 12 sharps", "00 FF 59 02 0C 00 " + Note).With(InvalidKey);
            yield return One("37 a key of mode 255", "00 FF 59 02 00 FF " + Note).With(InvalidKey);
            yield return One("38 a key without bytes", "00 FF 59 00 " + Note).With(InvalidKey);
            yield return One(
                "39 a time signature of two bytes", "00 FF 58 02 03 02 " + Note).With(MetaLength);
            yield return One(
                "40 a denominator of 2^64", "00 FF 58 04 04 40 18 08 " + Note).With(InvalidMeter);
            yield return One("41 a numerator of 0", "00 FF 58 04 00 02 18 08 " + Note).With(InvalidMeter);
            yield return One("48 an unknown meta event with time", "83 60 FF 60 01 00 " + Note)
                .Sounding("480-960:60:100").Lasting(960, 1);
            yield return One("49 a text in Latin-1", "00 FF 03 04 636166E9 " + Note);
        }

        private const string Doubled = "0-480:60:100 0-480:60:100 480-960:64:100 480-960:64:100";

        private static MidiCase Whole(string name, params string[] parts) => new MidiCase(name, Bytes(parts));

        private static MidiCase Twice(string name, string notes, params string[] parts) =>
            new MidiCase(name, Bytes(parts)) { Tracks = 2, Notes = notes };

        private static MidiCase One(string name, string events) =>
            new MidiCase(name, File(events)) { Notes = "0-480:60:100", EndTick = 480, Seconds = 0.5 };

        private static MidiCase NotMidi(string name, params string[] parts) =>
            new MidiCase(name, Bytes(parts)) { IsNotMidi = true };

        private static MidiCase With(this MidiCase it, params MidiProblem[] problems)
        {
            it.Problems = problems;
            return it;
        }

        private static MidiCase Sounding(this MidiCase it, string notes)
        {
            it.Notes = notes;
            return it;
        }

        private static MidiCase Lasting(this MidiCase it, long endTick, double seconds)
        {
            it.EndTick = endTick;
            it.Seconds = seconds;
            return it;
        }
    }
}
