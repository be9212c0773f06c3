#nullable enable
using System;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Oracle: bytes made by hand.</summary>
    public sealed class MidiFileTests
    {
        [Test]
        public void Refuses_files_over_the_cap_and_takes_those_at_it()
        {
            var bytes = Smf.File(Smf.Good);
            Assert.That(
                () => MidiFile.Read(bytes, new MidiReadOptions { MaxBytes = bytes.Length - 1 }),
                Throws.TypeOf<MidiSizeException>());
            Assert.That(
                () => MidiFile.Read(bytes, new MidiReadOptions { MaxBytes = bytes.Length }), Throws.Nothing);
        }

        [Test]
        public void Refuses_files_over_the_cap_before_they_are_read()
        {
            var path = Path.GetTempFileName();
            try
            {
                File.WriteAllBytes(path, Smf.File(Smf.Good));
                var length = (int)new FileInfo(path).Length;
                Assert.That(
                    () => MidiFile.Load(path, new MidiReadOptions { MaxBytes = length - 1 }),
                    Throws.TypeOf<MidiSizeException>());
                Assert.That(MidiFile.Load(path, new MidiReadOptions { MaxBytes = length }), Is.Not.Null);
                using (var stream = File.OpenWrite(path))
                {
                    // More than an array can hold.
                    stream.SetLength(int.MaxValue + 1L);
                }

                Assert.That(() => MidiFile.Load(path), Throws.TypeOf<MidiSizeException>());
            }
            finally
            {
                File.Delete(path);
            }
        }

        [Test]
        public void Does_not_look_for_a_header_behind_4096_bytes()
        {
            var file = Smf.File(Smf.Good);
            Assert.That(() => MidiFile.Read(new byte[4096].Concat(file).ToArray()), Throws.Nothing);
            Assert.That(
                () => MidiFile.Read(new byte[4097].Concat(file).ToArray()),
                Throws.TypeOf<NotMidiException>());
        }

        [Test]
        public void Replaces_a_track_and_keeps_all_else_to_the_byte()
        {
            const string Odd = "00 90 3C 64  00 FF 01 02 6869  83 60 3C 00  00 FF 2F 00";
            const string Chunk = "58464948 00000004 61626364";
            var file = MidiFile.Read(Smf.Bytes(Smf.Header(1, 2), Smf.Track(Odd), Chunk, Smf.Track(Smf.Good)));
            var writer = new MidiTrackWriter();
            writer.Add(10, MidiKind.Program, 3, 7);
            var changed = file.WithTracks(new[] { file.Tracks[0], writer.ToTrack(20) });
            Assert.That(changed.Write(), Is.EqualTo(Smf.Bytes(
                Smf.Header(1, 2), Smf.Track(Odd), Chunk, Smf.Track("0A C3 07  0A FF 2F 00"))));
        }

        [Test]
        public void A_track_whose_notes_spell_MTrk_is_one_track_if_all_lengths_fit()
        {
            const string Notes = "00 90 3C 64  4D 54 72  6B 3C 00  00 FF 2F 00";
            var file = MidiFile.Read(Smf.File(Notes));
            Assert.That(file.Tracks.Single().EventCount, Is.EqualTo(4));
            Assert.That(
                file.Diagnostics.Select(diagnostic => diagnostic.Code),
                Is.EqualTo(new[] { MidiProblem.HangingNotes }));
        }

        [TestCase(0, TestName = "Finds a track that an unfinished one swallows, though all lengths fit")]
        [TestCase(1500, TestName = "Finds a track that another swallows behind more problems than are listed")]
        public void Finds_a_track_inside_another(int orphans)
        {
            var first = string.Concat(Enumerable.Repeat("00 80 40 00 ", orphans)) + "00 FF 2F 00";
            var unfinished = "00 90 3C 64" + Smf.Track(Smf.Good);
            var file = MidiFile.Read(Smf.Bytes(Smf.Header(1, 2), Smf.Track(first), Smf.Track(unfinished)));
            Assert.That(file.Tracks.Select(track => track.EventCount), Is.EqualTo(new[] { orphans + 1, 1, 6 }));
        }

        [Test]
        public void Writes_a_RIFF_frame_around_new_tracks_and_keeps_the_chunks_in_it()
        {
            const string List = "4C495354 04000000 494E464F";
            const string Cue = "63756520 02000000 0102";
            var plain = Smf.Bytes(Smf.Header(), Smf.Track("00 C0 05  00 FF 2F 00"));
            Assert.That(plain.Length, Is.EqualTo(29), "an odd length, to be padded");
            var framed = Smf.Bytes("52494646 40000000 524D4944", List, "64617461 1D000000")
                .Concat(plain).Concat(Smf.Bytes("00", Cue)).ToArray();
            var file = MidiFile.Read(framed);
            Assert.That(file.IsRiff);
            Assert.That(file.Write(), Is.EqualTo(framed));
            Assert.That(file.WithTracks(file.Tracks).Write(), Is.EqualTo(framed));
            var fresh = MidiFile.Read(plain).InRiff().Write();
            Assert.That(fresh, Is.EqualTo(
                Smf.Bytes("52494646 2A000000 524D4944 64617461 1D000000").Concat(plain).Concat(new byte[1])));
        }

        [TestCase("FFFFFFFF", TestName = "Reads a RIFF file whose data reach beyond the end")]
        [TestCase("00000000", TestName = "Reads a RIFF file whose data are stated to be empty")]
        public void Reads_RIFF_files_with_wrong_lengths(string length)
        {
            var file = MidiFile.Read(
                Smf.Bytes("52494646 00000000 524D4944 64617461", length, Smf.Header(), Smf.Track(Smf.Good)));
            Assert.That(Smf.Describe(file), Is.EqualTo(Smf.GoodNotes));
            Assert.That(
                file.Diagnostics.Select(diagnostic => diagnostic.Code),
                Is.EqualTo(new[] { MidiProblem.RiffLength }));
        }

        [Test]
        public void Lists_at_most_1000_problems_and_says_so()
        {
            var offs = string.Concat(Enumerable.Repeat("00 80 3C 00 ", 2000));
            var file = MidiFile.Read(Smf.File(offs + "00 90 C8 64  00 FF 2F 00"));
            Assert.That(file.Diagnostics.Count, Is.EqualTo(1001));
            Assert.That(file.Diagnostics[1000].Code, Is.EqualTo(MidiProblem.MoreProblems));
            Assert.That(
                () => MidiFile.Read(Smf.File(offs + "00 90 C8 64"), new MidiReadOptions { Strict = true }),
                Throws.TypeOf<MidiFormatException>(),
                "an error behind the end of the list still counts");
        }

        [Test]
        public void Leaves_out_tracks_behind_the_65535th()
        {
            var tracks = string.Concat(Enumerable.Repeat(Smf.Track("00 FF 2F 00"), 65_536));
            var file = MidiFile.Read(Smf.Bytes(Smf.Header(1, 65_535), tracks));
            Assert.That(file.Tracks.Count, Is.EqualTo(65_535));
            Assert.That(
                file.Diagnostics.Select(diagnostic => diagnostic.Code),
                Is.EqualTo(new[] { MidiProblem.TooManyTracks }));
        }

        [Test]
        public void Every_problem_says_what_was_done()
        {
            foreach (var it in MidiCases.All.Where(it => !it.IsNotMidi))
            {
                foreach (var diagnostic in MidiFile.Read(it.Bytes).Diagnostics)
                {
                    Assert.That(diagnostic.Action, Does.Match("^[A-Z0-9].*\\.$"), it.Name);
                    Assert.That(diagnostic.Offset, Is.InRange(0, it.Bytes.Length), it.Name);
                    Assert.That(diagnostic.ToString(), Does.Contain(diagnostic.Code.ToString()), it.Name);
                }
            }
        }

        [Test]
        public void Refuses_to_make_files_that_cannot_be_written()
        {
            var track = new MidiTrackWriter().ToTrack();
            var division = new MidiDivision(480);
            Assert.That(() => new MidiFile(3, division, new[] { track }), Throws.ArgumentException);
            Assert.That(() => new MidiFile(0, division, new[] { track, track }), Throws.ArgumentException);
            Assert.That(() => new MidiFile(1, default, new[] { track }), Throws.ArgumentException);
            Assert.That(() => new MidiDivision(32768), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => new MidiDivision(25, 256), Throws.ArgumentException);
        }

        [Test]
        public void Writes_time_code()
        {
            var file = new MidiFile(1, new MidiDivision(25, 40), Array.Empty<MidiTrack>());
            Assert.That(file.Write(), Is.EqualTo(Smf.Bytes(Smf.Header(1, 0, 0xE728))));
        }
    }
}
