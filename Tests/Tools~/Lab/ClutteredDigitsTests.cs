using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests.Lab;

public sealed class ClutteredDigitsTests
{
    private const int Size = HandwrittenDigits.Side * HandwrittenDigits.Side;

    [Test]
    public void One_seed_makes_one_set_of_pictures()
    {
        var digits = Even(20, 200);
        float[] first = digits.Make(5, new Rng(1)).Pixels, again = digits.Make(5, new Rng(1)).Pixels;
        Assert.That(again, Is.EqualTo(first));
        Assert.That(digits.Make(5, new Rng(2)).Pixels, Is.Not.EqualTo(first));
    }

    // Oracle: counting. Each digit is as bright all over as its number says.
    [Test]
    public void Without_pieces_a_picture_is_the_digit_somewhere()
    {
        var digits = new ClutteredDigits(
            new HandwrittenDigits(
                [.. Enumerable.Range(1, 9).Select(i => Enumerable.Repeat((byte)(20 * i), Size).ToArray())],
                [.. Enumerable.Range(1, 9).Select(i => (byte)i)]),
            60, 0);
        var batch = digits.Make(40, new Rng(3));
        for (var row = 0; row < 40; row++)
        {
            var light = batch.Pixels.AsSpan(row * 3600, 3600).ToArray().Where(pixel => pixel > 0).ToArray();
            Assert.That(light, Has.Length.EqualTo(Size).And.All.EqualTo(20 * batch.LabelOf(row, 0) / 255f));
        }
    }

    [Test]
    public void Digits_are_laid_in_every_place()
    {
        var batch = Even(1, 255, side: 30, pieces: 0).Make(400, new Rng(4));
        var corners = Enumerable.Range(0, 400).Select(row => Array.IndexOf(batch.Pixels, 1, row * 900) - (row * 900));
        int[] expected = [0, 1, 2, 30, 31, 32, 60, 61, 62];
        Assert.That(corners.Distinct().Order(), Is.EqualTo(expected));
    }

    // Oracle: light adds up: 4 pieces and a digit of 50 make multiples of 50 and nothing else, the digit under each.
    [Test]
    public void Pieces_are_of_digits_of_the_same_set()
    {
        var batch = Even(20, 50, pieces: 4).Make(50, new Rng(5));
        var light = batch.Pixels.Select(pixel => pixel * 255 / 50).ToArray();
        Assert.That(light.Select(units => Math.Abs(units - MathF.Round(units))), Is.All.LessThan(1e-4));
        Assert.That(light.Max(), Is.InRange(2, 5));
        var most = Size + (4 * 64);
        Assert.That(light.Sum() / 50, Is.EqualTo(most).Within(1e-2));
    }

    [Test]
    public void Light_adds_up_to_white_at_most()
    {
        Assert.That(Even(3, 255, pieces: 8).Make(20, new Rng(6)).Pixels, Is.All.InRange(0, 1));
    }

    private static ClutteredDigits Even(int count, byte light, int side = 60, int pieces = 2)
    {
        return new ClutteredDigits(
            new HandwrittenDigits(
                [.. Enumerable.Range(0, count).Select(_ => Enumerable.Repeat(light, Size).ToArray())],
                new byte[count]),
            side, pieces);
    }
}
