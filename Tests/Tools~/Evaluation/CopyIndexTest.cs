using CsCheck;
using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class CopyIndexTest
{
    // Few pitches and times, so that copies happen.
    private static readonly Gen<GridPiece> pieces =
        Gen.Select(Gen.Int[60, 61], Gen.Int[1, 2], Gen.Int[0, 1]).Array[0, 60].Select(Piece);

    [Test]
    public void Equals_comparing_every_passage_with_every_other()
    {
        Gen.Select(pieces.Array[1, 3], pieces).Sample((training, piece) =>
        {
            var index = new CopyIndex(training);

            var sources = training.SelectMany(NoteMove.Streams).ToList();
            var streams = NoteMove.Streams(piece).ToList();
            var runs = streams.SelectMany(stream => Enumerable.Range(0, stream.Length)
                .Select(start => sources.Select(source => LongestAt(stream, start, source)).Append(0).Max()))
                .ToList();
            Assert.That(index.LongestRun([piece]), Is.EqualTo(runs.DefaultIfEmpty(0).Max()));
            var grams = streams.Sum(stream => Math.Max(0, stream.Length - 7));
            Assert.That(index.CopiedShare(piece), Is.EqualTo(runs.Count(run => run >= 8) / (double)grams));
        }, iter: 100);
    }

    [Test]
    public void A_transposed_piece_is_a_copy_and_a_stretched_one_is_not()
    {
        var pitches = new[] { 60, 62, 64, 65, 67, 65, 64, 62, 60, 67, 72, 60 };
        GridPiece Line(int transpose, int stretch)
        {
            return new GridPiece(pitches.Select((pitch, i) =>
                new GridNote(i * stretch, i * stretch + 1, pitch + transpose, 0, false)), [new(0, 64)], 1);
        }

        var index = new CopyIndex([Line(0, 1)]);

        Assert.That(index.CopiedShare(Line(5, 1)), Is.EqualTo(1));
        Assert.That(index.LongestRun([Line(5, 1)]), Is.EqualTo(11));
        Assert.That(index.CopiedShare(Line(5, 2)), Is.Zero);
    }

    private static GridPiece Piece((int Pitch, int Time, int Part)[] moves)
    {
        var time = 0;
        return new GridPiece(
            moves
                .Select(move => new GridNote(time += move.Time, time + 1, move.Pitch, move.Part, false))
                .ToList(),
            [new GridBar(0, 200)],
            1);
    }

    private static int LongestAt(int[] stream, int start, int[] source)
    {
        return Enumerable.Range(0, source.Length).Select(at =>
        {
            var length = 0;
            while (start + length < stream.Length && at + length < source.Length
                && stream[start + length] == source[at + length])
            {
                length++;
            }

            return length;
        }).DefaultIfEmpty(0).Max();
    }
}
