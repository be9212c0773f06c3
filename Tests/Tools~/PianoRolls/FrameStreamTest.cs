using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class FrameStreamTest
{
    // Song i has i + 1 frames, and key 10 i + t in frame t, so that each frame tells where it is from.
    private static readonly PianoRoll[] songs = [.. Enumerable.Range(0, 6).Select(SongOf)];

    [TestCase(1)]
    [TestCase(3)]
    public void Every_row_plays_songs_from_beginning_to_end(int rows)
    {
        var stream = new FrameStream(songs, rows, 0, new Rng(1));
        var last = new int[rows];
        foreach (var (row, input, target, begins) in Play(stream, rows, 40))
        {
            Assert.That(target, Is.EqualTo(input + 1));
            Assert.That(begins, Is.EqualTo(input % 10 == 0));
            Assert.That(begins || input == last[row], Is.True);
            last[row] = target;
        }
    }

    [Test]
    public void Every_round_predicts_every_frame_once()
    {
        var stream = new FrameStream(songs, 1, 0, new Rng(2));

        Assert.That(stream.Frames, Is.EqualTo(15));
        for (var round = 0; round < 3; round++)
        {
            var targets = Play(stream, 1, 15).Select(step => step.Target);
            Assert.That(targets, Is.EquivalentTo(Enumerable.Range(0, 6).SelectMany(i => KeysOf(i).Skip(1))));
        }
    }

    [Test]
    public void Songs_are_transposed_whole_and_by_all_distances_that_keep_them_on_the_piano()
    {
        // Keys 1 and 2: one semitone down, three up.
        var stream = new FrameStream([new PianoRoll([[1], [2]])], 1, 3, new Rng(3));

        var seen = Play(stream, 1, 200).Select(step => (step.Input, step.Target)).Distinct();

        Assert.That(seen, Is.EquivalentTo(new[] { (0, 1), (1, 2), (2, 3), (3, 4), (4, 5) }));
    }

    private static PianoRoll SongOf(int song) => new([.. KeysOf(song).Select(key => new[] { (byte)key })]);

    private static IEnumerable<int> KeysOf(int song) => Enumerable.Range(10 * song, song + 1);

    private static List<(int Row, int Input, int Target, bool Begins)> Play(
        FrameStream stream, int rows, int steps)
    {
        var inputs = new float[rows * PianoRoll.Keys];
        var targets = new float[rows * PianoRoll.Keys];
        var begins = new bool[rows];
        var played = new List<(int, int, int, bool)>();
        for (var t = 0; t < steps; t++)
        {
            stream.Next(inputs, targets, begins);
            for (var row = 0; row < rows; row++)
            {
                var keys = row * PianoRoll.Keys;
                played.Add((
                    row,
                    inputs.AsSpan(keys, PianoRoll.Keys).IndexOf(1),
                    targets.AsSpan(keys, PianoRoll.Keys).IndexOf(1),
                    begins[row]));
            }
        }

        return played;
    }
}
