using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class ScalingTests
{
    [Test]
    public void Twice_as_large_each_pixel_is_four()
    {
        var picture = Noise(5, 4);
        var scaled = Scaling.Fit(picture, 10, 8);
        for (var i = 0; i < 80; i++)
        {
            Assert.That(Pixel(scaled, i % 10, i / 10), Is.EqualTo(Pixel(picture, i % 10 / 2, i / 10 / 2)));
        }
    }

    // Oracle: the mean of four pixels.
    [Test]
    public void Half_as_large_each_pixel_is_the_mean_of_four()
    {
        var picture = Noise(6, 8);
        var scaled = Scaling.Fit(picture, 3, 4);
        for (var i = 0; i < 12; i++)
        {
            var (x, y) = (2 * (i % 3), 2 * (i / 3));
            int[] four = [Pixel(picture, x, y)[1], Pixel(picture, x + 1, y)[1], Pixel(picture, x, y + 1)[1],
                Pixel(picture, x + 1, y + 1)[1]];
            Assert.That(Pixel(scaled, i % 3, i / 3)[1], Is.EqualTo(four.Average()).Within(0.51));
        }
    }

    [Test]
    public void What_is_transparent_has_no_colour()
    {
        var picture = new Picture(2, 2);
        Pictures.Set(picture, 0, 0, 0x64C8FFFF);
        Pictures.Set(picture, 1, 1, 0xFFFFFF00);
        Assert.That(Scaling.Fit(picture, 1, 1).Pixels, Is.EqualTo(new byte[] { 0x64, 0xC8, 0xFF, 64 }));
    }

    [Test]
    public void A_wide_picture_lies_in_the_middle()
    {
        var scaled = Scaling.Fit(Noise(8, 2), 4, 4);
        for (var i = 0; i < 16; i++)
        {
            var expected = i / 4 == 0 || i / 4 == 3 ? 0 : i / 4 is 1 or 2 ? 128 : 255;
            Assert.That((double)Pixel(scaled, i % 4, i / 4)[3], Is.EqualTo(expected).Within(1));
        }
    }

    private static byte[] Pixel(Picture picture, int x, int y)
    {
        return picture.Pixels.AsSpan((y * picture.Width + x) * 4, 4).ToArray();
    }

    private static Picture Noise(int width, int height)
    {
        var picture = new Picture(width, height);
        var rng = new Rng(1);
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            picture.Pixels[i] = i % 4 == 3 ? byte.MaxValue : (byte)rng.Below(256);
        }

        return picture;
    }
}
