#nullable enable
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Oracle: bytes made by hand, and what the standard or common sense says they mean.</summary>
    public sealed class MidiCaseTests
    {
        private static IEnumerable<TestCaseData> Cases =>
            MidiCases.All.Select(it => new TestCaseData(it).SetName("Reads case " + it.Name));

        private static IEnumerable<TestCaseData> Readable =>
            MidiCases.All.Where(it => !it.IsNotMidi).Select(it => new TestCaseData(it));

        [TestCaseSource(nameof(Cases))]
        public void Reads(MidiCase it)
        {
            if (it.IsNotMidi)
            {
                Assert.That(() => MidiFile.Read(it.Bytes), Throws.TypeOf<NotMidiException>());
                return;
            }

            var file = MidiFile.Read(it.Bytes);
            var seconds = Enumerable.Range(0, file.PieceCount)
                .Max(piece => NoteSequence.FromMidi(file, piece).Seconds);
            Assert.That(file.Diagnostics.Select(diagnostic => diagnostic.Code), Is.EqualTo(it.Problems));
            Assert.That(file.Tracks.Count, Is.EqualTo(it.Tracks));
            Assert.That(Smf.Describe(file), Is.EqualTo(it.Notes));
            Assert.That(file.EndTick, Is.EqualTo(it.EndTick));
            Assert.That(seconds, Is.EqualTo(it.Seconds).Within(1e-12).Percent);
            Assert.That(file.Write(), Is.EqualTo(it.Bytes));
        }

        /// <summary>Writes the file anew, with the same tracks and chunks, as an edited file is.</summary>
        [TestCaseSource(nameof(Readable))]
        public void KeepsTheMusicWhenWrittenAnew(MidiCase it)
        {
            var before = MidiFile.Read(it.Bytes);
            var after = MidiFile.Read(before.WithTracks(before.Tracks).Write());
            Assert.That(Smf.Describe(after), Is.EqualTo(it.Notes));
            Assert.That(after.EndTick, Is.EqualTo(it.EndTick));
            Assert.That(
                after.Chunks.Select(chunk => chunk.Name),
                Is.EqualTo(before.Chunks.Select(chunk => chunk.Name)));
            Assert.That(after.IsRiff, Is.EqualTo(before.IsRiff));
            Assert.That(
                after.Tracks.Select(track => track.EventCount),
                Is.EqualTo(before.Tracks.Select(track => track.EventCount)));
        }

        [TestCaseSource(nameof(Readable))]
        public void StrictReaderThrowsAtTheFirstError(MidiCase it)
        {
            var strict = new MidiReadOptions { Strict = true };
            var errors = MidiFile.Read(it.Bytes).Diagnostics
                .Where(diagnostic => diagnostic.Severity == MidiSeverity.Error)
                .ToList();
            if (errors.Count == 0)
            {
                Assert.That(() => MidiFile.Read(it.Bytes, strict), Throws.Nothing);
                return;
            }

            Assert.That(
                () => MidiFile.Read(it.Bytes, strict),
                Throws.TypeOf<MidiFormatException>()
                    .With.Property(nameof(MidiFormatException.Diagnostic)).EqualTo(errors[0]));
        }
    }
}
