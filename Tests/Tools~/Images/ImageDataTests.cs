using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class ImageDataTests
{
    // Oracle: the picture, pixel by pixel.
    [TestCase("grey", 1)]
    [TestCase("rgb", 3)]
    [TestCase("rgba", 4)]
    public void Channels_are_planes_of_each_row(string output, int planes)
    {
        var values = Read(Data(new ImageConfig { Output = output }), 16 * 16 * planes);
        var picture = Pictures.Squares(8)[0].Picture;
        for (var i = 0; i < 16 * 16; i++)
        {
            var (x, y) = (i % 16, i / 16);
            var pixel = picture.Pixels.AsSpan(i * 4, 4);
            for (var plane = 0; plane < planes; plane++)
            {
                var expected = planes == 1 ? pixel[0] > 0 ? 76 / 255f : 0 : pixel[plane] / 255f;
                Assert.That(values[(y * planes + plane) * 16 + x], Is.EqualTo(expected).Within(1e-6));
            }
        }
    }

    // Closed form: what is before black, whatever colour is hidden behind an alpha of 0.
    [TestCase("grey", 1)]
    [TestCase("rgb", 3)]
    public void Transparent_pixels_are_as_bright_as_before_black(string output, int planes)
    {
        var picture = new Picture(16, 16);
        var rng = new Rng(1);
        foreach (ref var value in picture.Pixels.AsSpan())
        {
            value = (byte)rng.Below(256);
        }

        Pictures.Set(picture, 0, 0, 0xFFFFFF00);
        var values = Read(Data(new ImageConfig { Output = output }, picture), 16 * 16 * planes);
        Assert.That(values[0], Is.Zero);
        for (var i = 0; i < 16 * 16; i++)
        {
            var pixel = picture.Pixels.AsSpan(i * 4, 4);
            for (var plane = 0; plane < planes; plane++)
            {
                var light = planes == 3 ? pixel[plane] : 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
                Assert.That(
                    values[(i / 16 * planes + plane) * 16 + i % 16],
                    Is.EqualTo(light * pixel[3] / (255 * 255)).Within(1.01 / 255));
            }
        }
    }

    [Test]
    public void A_palette_has_the_colours_of_the_pictures_if_they_are_few()
    {
        var data = Data(new ImageConfig { Output = "palette", Colours = 5 });
        Assert.That(data.Network.Palette, Is.EqualTo(new uint[] { 0, 0, 0x000000FF, 0x00FF00FF, 0xFF0000FF }));
        var values = Read(data, 16 * 16 * 5);
        var picture = Pictures.Squares(8)[0].Picture;
        for (var i = 0; i < 16 * 16; i++)
        {
            var planes = Enumerable.Range(0, 5).Select(plane => values[(i / 16 * 5 + plane) * 16 + i % 16]);
            float[] expected = picture.Pixels[i * 4] > 0 ? [0, 0, 0, 0, 1] : [0, 0, 1, 0, 0];
            Assert.That(planes, Is.EqualTo(expected));
        }
    }

    [Test]
    public void Transparent_is_the_first_colour()
    {
        var picture = new Picture(16, 16);
        Pictures.Set(picture, 3, 4, 0xAABBCCFF);
        Pictures.Set(picture, 4, 4, 0xAABBCC10);
        var data = Data(new ImageConfig { Output = "palette", Colours = 2 }, picture);
        Assert.That(data.Network.Palette, Is.EqualTo(new uint[] { 0, 0xAABBCCFF }));
        var values = Read(data, 16 * 16 * 2);
        Assert.That(values[(4 * 2 + 1) * 16 + 3], Is.EqualTo(1));
        Assert.That(values.Where((_, i) => i / 16 % 2 == 1).Sum(), Is.EqualTo(1));
    }

    // Oracle: of two clouds, the means.
    [Test]
    public void Colours_are_the_means_of_what_lies_together()
    {
        var picture = new Picture(16, 16);
        for (var i = 0; i < 256; i++)
        {
            var shade = (uint)(i % 4);
            Pictures.Set(picture, i % 16, i / 16, i < 64 ? 0x100000FFu + (shade << 24) : 0x00C000FFu + (shade << 16));
        }

        var data = Data(new ImageConfig { Output = "palette", Colours = 2 }, picture);
        Assert.That(data.Network.Palette, Is.EqualTo(new uint[] { 0x00C200FF, 0x120000FF }));
    }

    // Oracle: the law of large numbers, at five standard deviations.
    [Test]
    public void A_binary_pixel_is_on_as_often_as_it_is_bright()
    {
        var picture = new Picture(16, 16);
        for (var i = 0; i < 256; i++)
        {
            Pictures.Set(picture, i % 16, i / 16, i < 128 ? 0x404040FF : 0xFFFFFFFF);
        }

        var data = Data(new ImageConfig(), picture);
        var chance = new Rng(3);
        var sum = 0f;
        for (var round = 0; round < 100; round++)
        {
            var values = Read(data, 256, chance);
            Assert.That(values.AsSpan(128).ToArray(), Is.All.EqualTo(1));
            sum += values[..128].Sum();
        }

        var share = 64 / 255.0;
        Assert.That(sum / 12_800, Is.EqualTo(share).Within(5 * Math.Sqrt(share * (1 - share) / 12_800)));
    }

    [Test]
    public void Variations_mirror_and_move_with_the_border_repeated()
    {
        var picture = new Picture(16, 16);
        Pictures.Set(picture, 0, 5, 0xFFFFFFFF);
        Pictures.Set(picture, 9, 8, 0xFFFFFFFF);
        var data = Data(new ImageConfig { Output = "grey" }, picture);
        var seen = new HashSet<(int, int)>();
        var chance = new Rng(1);
        for (var round = 0; round < 300; round++)
        {
            var values = new float[256];
            data.Training.Read(0, chance, new ImageVariation(0.5, 1, 0), values);
            var lit = Enumerable.Range(0, 256).Where(i => values[i] > 0).Select(i => (X: i % 16, Y: i / 16)).ToArray();
            var (x, y) = lit.Single(pixel => pixel.X is > 3 and < 12);
            seen.Add((x, y));
            var isMirrored = x < 8;
            var right = isMirrored ? x - 6 : x - 9;
            var edge = lit.Where(pixel => pixel.Y == y - 3).Select(pixel => isMirrored ? 15 - pixel.X : pixel.X);
            var shift = isMirrored ? -right : right;
            Assert.That(edge, Is.EquivalentTo(Enumerable.Range(0, Math.Max(0, shift + 1))));
        }

        Assert.That(seen, Has.Count.EqualTo(18));
    }

    // Oracle: each pixel of a tile is as likely to be the first as any other, and none is lost or repeated.
    [Test]
    public void Tiles_begin_at_any_pixel()
    {
        var picture = new Picture(16, 16);
        Pictures.Set(picture, 3, 5, 0xFFFFFFFF);
        Pictures.Set(picture, 4, 5, 0xFFFFFFFF);
        var data = Data(new ImageConfig { Output = "grey", Wraps = true }, picture);
        var seen = new HashSet<int>();
        var chance = new Rng(1);
        for (var round = 0; round < 3_000; round++)
        {
            var values = new float[256];
            data.Training.Read(0, chance, new ImageVariation(0, 0, 0, Wraps: true), values);
            int[] lit = [.. Enumerable.Range(0, 256).Where(i => values[i] > 0)];
            Assert.That(lit, Has.Length.EqualTo(2));
            var (first, second) = lit[1] == lit[0] + 15 ? (lit[1], lit[0]) : (lit[0], lit[1]);
            Assert.That(second, Is.EqualTo((first & ~15) + ((first + 1) & 15)));
            seen.Add(first);
        }

        Assert.That(seen, Has.Count.EqualTo(256));
    }

    // Oracle: the six orders of three channels, of one pixel that has all of them and one that is grey.
    [Test]
    public void Variations_exchange_red_green_and_blue([Values("rgb", "rgba", "palette")] string output)
    {
        var picture = new Picture(16, 16);
        for (var i = 0; i < 256; i++)
        {
            Pictures.Set(picture, i % 16, i / 16, i == 0 ? 0xC0804020 | 0xFFu : 0x707070FF);
        }

        var data = Data(new ImageConfig { Output = output, Colours = 8, Recolour = 1 }, picture);
        var planes = data.Network.Planes;
        var seen = new HashSet<(byte, byte, byte)>();
        var chance = new Rng(1);
        for (var round = 0; round < 200; round++)
        {
            var values = new float[data.Network.Values];
            data.Training.Read(0, chance, new ImageVariation(0, 0, 1), values);
            seen.Add(Colour(values, 0));
            Assert.That(Colour(values, 1), Is.EqualTo(((byte)0x70, (byte)0x70, (byte)0x70)));
        }

        byte[] channels = [0xC0, 0x80, 0x40];
        var orders = from r in channels from g in channels from b in channels
            where r != g && g != b && b != r select (r, g, b);
        Assert.That(seen, Is.EquivalentTo(orders));

        (byte R, byte G, byte B) Colour(float[] values, int x)
        {
            byte Byte(int plane) => (byte)Math.Round(255 * values[plane * 16 + x]);
            if (output != "palette") return (Byte(0), Byte(1), Byte(2));
            var colour = data.Network.Palette[Enumerable.Range(0, planes).Single(plane => Byte(plane) == 255)];
            return ((byte)(colour >> 24), (byte)(colour >> 16), (byte)(colour >> 8));
        }
    }

    [Test]
    public void Pictures_that_have_only_numbers_are_split_one_by_one()
    {
        List<LabelledPicture> pictures = [.. Enumerable.Range(0, 400).Select(i =>
            new LabelledPicture($"cat/{i:D4}.png", new Picture(1, 1), "cat"))];
        var split = ImageSplit.ByName(pictures, 0.1);

        // The binomial of 400 draws at 0.1: 40, give or take 6; five of those.
        Assert.That(split.Validation, Has.Count.InRange(10, 70));
        Assert.That(split.Training.Count + split.Validation.Count, Is.EqualTo(400));
    }

    [Test]
    public void Classes_are_the_names_in_order_and_others_are_none()
    {
        List<LabelledPicture> pictures = [.. Pictures.Squares(4), new("z", Pictures.Squares(1)[0].Picture, null)];
        var data = ImageData.Create(new ImageConfig(), new ImageSplit(pictures, pictures, "", ""));
        Assert.That(data.Network.ClassNames, Is.EqualTo(new[] { "green", "red" }));
        Assert.That(Enumerable.Range(0, 5).Select(data.Training.ClassOf), Is.EqualTo(new[] { 1, 0, 1, 0, 2 }));
        Assert.That(Data(new ImageConfig { Classes = false }).Network.Classes, Is.Zero);
    }

    [Test]
    public void Pictures_of_other_sizes_are_refused_or_scaled()
    {
        List<LabelledPicture> pictures = [.. Pictures.Squares(2), new("tall", new Picture(20, 40), null)];
        var split = new ImageSplit(pictures, pictures, "", "");
        Assert.That(
            () => ImageData.Create(new ImageConfig(), split),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("20 x 40").And.Message.Contains("side"));
        var data = ImageData.Create(new ImageConfig { Side = 20 }, split);
        Assert.That((data.Network.Width, data.Network.Height), Is.EqualTo((20, 20)));
    }

    [TestCase(1, 1)]
    [TestCase(65, 16)]
    public void Pictures_that_are_too_small_or_too_large_want_a_side(int width, int height)
    {
        List<LabelledPicture> pictures = [new("a", new Picture(width, height), null)];
        var split = new ImageSplit(pictures, pictures, "", "");
        Assert.That(
            () => ImageData.Create(new ImageConfig(), split),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("16 to 64"));
        Assert.That(ImageData.Create(new ImageConfig { Side = 16 }, split).Network.Values, Is.EqualTo(256));
    }

    [Test]
    public void Variants_of_a_name_stay_together()
    {
        var pictures = Enumerable.Range(0, 200)
            .Select(i => $"{i / 2 % 10}-{(char)('a' + i / 20)}{i % 2}.png")
            .Select(name => new LabelledPicture(name, new Picture(1, 1), null))
            .ToList();
        var split = ImageSplit.ByName(pictures, 0.2);
        Assert.That(split.Validation, Is.Not.Empty);
        Assert.That(split.Training.Count + split.Validation.Count, Is.EqualTo(200));
        Assert.That(Stems(split.Training).Intersect(Stems(split.Validation)), Is.Empty);

        static IEnumerable<string> Stems(IEnumerable<LabelledPicture> all) => all.Select(picture => picture.Name[..3]);
    }

    [Test]
    public void One_picture_is_too_few()
    {
        var split = ImageSplit.ByName(Pictures.Squares(1), 0.1);
        Assert.That(
            () => ImageData.Create(new ImageConfig(), split),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("at least one"));
    }

    private static ImageData Data(ImageConfig config) => Data(config, [.. Pictures.Squares(8)]);

    private static ImageData Data(ImageConfig config, Picture picture)
    {
        return Data(config, new LabelledPicture("a", picture, null));
    }

    private static ImageData Data(ImageConfig config, params LabelledPicture[] pictures)
    {
        return ImageData.Create(config, new ImageSplit(pictures, pictures, "", ""));
    }

    private static float[] Read(ImageData data, int values, Rng? chance = null)
    {
        var to = new float[values];
        data.Training.Read(0, chance ?? new Rng(1), default, to);
        return to;
    }
}
