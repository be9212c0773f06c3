using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class PianoRollTest
{
    [Test]
    public void A_frame_is_88_zeros_and_ones()
    {
        var keys = new float[PianoRoll.Keys];
        Array.Fill(keys, 7);

        new PianoRoll([[], [0, 40, 87]]).CopyTo(1, keys);

        Assert.That((keys[0], keys[40], keys[87]), Is.EqualTo((1f, 1f, 1f)));
        Assert.That(keys.Sum(), Is.EqualTo(3));
    }

    [Test]
    public void Transposing_moves_every_key_and_there_and_back_is_the_same_song()
    {
        var song = new PianoRoll([[3, 10], [], [5]]);

        var higher = song.Transpose(4);

        Assert.That(higher[0].ToArray(), Is.EqualTo(new byte[] { 7, 14 }));
        Assert.That((higher.Lowest, higher.Highest, higher.Length), Is.EqualTo((7, 14, 3)));
        Assert.That(higher.Transpose(-4)[2].ToArray(), Is.EqualTo(song[2].ToArray()));
    }

    [TestCase(-4)]
    [TestCase(78)]
    public void A_song_cannot_leave_the_piano(int semitones)
    {
        Assert.That(
            () => new PianoRoll([[3, 10]]).Transpose(semitones),
            Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase(new byte[] { 88 })]
    [TestCase(new byte[] { 5, 5 })]
    [TestCase(new byte[] { 5, 4 })]
    public void Keys_must_rise_and_be_on_the_piano(byte[] frame)
    {
        Assert.That(() => new PianoRoll([frame]), Throws.ArgumentException);
    }
}
