using System.Text;
using NUnit.Framework;
using NUnit.Framework.Constraints;
using RnnGen.Media;
using RnnGen.Tools.Tests.Cli;
using SkiaSharp;

namespace RnnGen.Tools.Tests.Media;

/// <summary>GIF and APNG, which need no other program to be written, but two to be read: ffmpeg and Skia.</summary>
public sealed class AnimationFileTests
{
    private static readonly Dictionary<string, string> texts = new() { ["Seed"] = "7" };

    [Test]
    public void An_apng_keeps_each_bit_of_each_frame([Values] bool hasAlpha)
    {
        using var folder = new TemporaryFolder();
        var frames = MovingPictures.Noise(5, 13, 9, hasAlpha: hasAlpha);
        var file = Write(folder, "a.apng", stream => ApngFile.Write(frames, new FrameRate(30000, 1001), texts, stream));

        Assert.That(MovingPictures.Decode(file), Is.EqualTo(frames.SelectMany(frame => frame.Pixels)));
        Assert.That(
            MovingPictures.Probe(file, "stream=nb_read_frames,r_frame_rate"), Is.EqualTo(new[] { "30000/1001", "5" }));
    }

    // 81 colours fit into the table, so that nothing is lost; lengths straddle the 4096 codes of the compression.
    [Test]
    public void A_gif_of_few_colours_keeps_each_bit(
        [Values(1, 2, 7, 63, 64, 65, 200)] int width, [Values] bool hasAlpha)
    {
        var frames = MovingPictures.Noise(3, width, 64, 4, hasAlpha);
        using var stream = new MemoryStream();
        GifFile.Write(frames, new FrameRate(25), "seed 7", stream);

        var read = Skia(stream.ToArray());
        Assert.That(read, Has.Count.EqualTo(3));
        for (var i = 0; i < 3; i++)
        {
            var expected = frames[i].Pixels.Chunk(4).SelectMany(p => p[3] == 0 ? new byte[4] : p);
            Assert.That(read[i].Pixels, Is.EqualTo(expected));
            Assert.That(read[i].Milliseconds, Is.EqualTo(40));
        }
    }

    [Test]
    public void Ffmpeg_reads_a_gif_as_skia_does()
    {
        using var folder = new TemporaryFolder();
        var frames = MovingPictures.Noise(4, 150, 90, 4);
        var file = Write(folder, "a.gif", stream => GifFile.Write(frames, new FrameRate(50), "seed 7", stream));

        Assert.That(MovingPictures.Decode(file), Is.EqualTo(frames.SelectMany(frame => frame.Pixels)));
    }

    // Long runs make the longest strings, of which a code is used before its entry is complete.
    [Test]
    public void A_gif_of_one_colour_keeps_it()
    {
        var picture = new Picture(300, 300);
        picture.Pixels.AsSpan().Fill(255);
        using var stream = new MemoryStream();
        GifFile.Write([picture], new FrameRate(1), "", stream);

        Assert.That(Skia(stream.ToArray())[0].Pixels, Is.All.EqualTo(255));
    }

    // A box of a median cut of 255 has 1/255 of the pixels: of even noise over a cube, an edge of about 256 / 6.3.
    [Test]
    public void A_gif_of_many_colours_is_near()
    {
        var frames = MovingPictures.Noise(2, 64, 64);
        using var stream = new MemoryStream();
        GifFile.Write(frames, new FrameRate(25), "", stream);

        var error = Skia(stream.ToArray())[1].Pixels.Zip(frames[1].Pixels, (a, b) => Math.Abs(a - b)).Average();
        Assert.That(error, Is.LessThan(256 / 6.3 / 4));
    }

    // Closed form: hundredths of a second cannot say 1/30, but the sum of 30 can say 1.
    [Test]
    public void Rounding_does_not_drift()
    {
        var rate = new FrameRate(30);
        using var stream = new MemoryStream();
        GifFile.Write(MovingPictures.Noise(30, 2, 2), rate, "", stream);

        Assert.That(Skia(stream.ToArray()).Sum(frame => frame.Milliseconds), Is.EqualTo(1000));
        Assert.That(rate.StartOf(3, 1000), Is.EqualTo(100));
        Assert.That(new FrameRate(30000, 1001).StartOf(30000, 1000), Is.EqualTo(1_001_000));
    }

    // The format's own bounds: 16 bits of hundredths of a second, of which programs do not show fewer than 2.
    [TestCase(50, 1, true)]
    [TestCase(51, 1, false)]
    [TestCase(1, 655, true)]
    [TestCase(1, 656, false)]
    public void A_gif_shows_what_two_bytes_can_say(int pictures, int seconds, bool isPossible)
    {
        var rate = new FrameRate(pictures, seconds);
        using var stream = new MemoryStream();
        IResolveConstraint outcome = isPossible ? Throws.Nothing : Throws.InstanceOf<ArgumentOutOfRangeException>();
        Assert.That(() => GifFile.Write(MovingPictures.Noise(2, 2, 2), rate, "", stream), outcome);
    }

    // Oracle: the specification of GIF89a: behind 13 bytes and a table of 256 colours are extensions, 0x21 and a label,
    // in parts of at most 255 bytes, and an empty one. A letter of two bytes comes to lie over the end of a part.
    [Test]
    public void A_gif_tells_what_it_was_told_as_utf_8([Values(0, 253, 600)] int letters)
    {
        var comment = new string('a', letters) + "Bär 夢";
        using var stream = new MemoryStream();
        GifFile.Write(MovingPictures.Noise(2, 6, 5), new FrameRate(10), comment, stream);

        var bytes = stream.ToArray();
        var comments = new List<string>();
        var at = 13 + 3 * 256;
        while (bytes[at] == 0x21)
        {
            var isComment = bytes[at + 1] == 0xFE;
            var content = new List<byte>();
            for (at += 2; bytes[at] > 0; at += bytes[at] + 1) content.AddRange(bytes.Skip(at + 1).Take(bytes[at]));
            at++;
            if (isComment) comments.Add(Encoding.UTF8.GetString(content.ToArray()));
        }

        Assert.That(comments, Is.EqualTo(new[] { comment }));
    }

    // Oracle: the specification of PNG, byte by byte: tEXt is Latin-1, and iTXt UTF-8, not packed and of no language.
    [Test]
    public void An_apng_tells_what_it_was_told_once()
    {
        var told = new Dictionary<string, string> { ["Model"] = "Bär", ["Data"] = "夢" };
        using var stream = new MemoryStream();
        ApngFile.Write(MovingPictures.Noise(3, 6, 5), new FrameRate(10), told, stream);

        var found = PngChunks.Of(stream.ToArray()).Where(chunk => chunk.Type is "tEXt" or "iTXt").ToList();
        byte[] model = [.. "Model"u8, 0, (byte)'B', 0xE4, (byte)'r'];
        byte[] data = [.. "Data"u8, 0, 0, 0, 0, 0, 0xE5, 0xA4, 0xA2];
        Assert.That(found.Select(chunk => chunk.Type), Is.EqualTo(new[] { "tEXt", "iTXt" }));
        Assert.That(found[0].Data.ToArray(), Is.EqualTo(model));
        Assert.That(found[1].Data.ToArray(), Is.EqualTo(data));
    }

    [TestCase("25", "25")]
    [TestCase("12.5", "25/2")]
    [TestCase("50/2", "25")]
    [TestCase("30000/1001", "30000/1001")]
    public void A_rate_is_read(string text, string expected)
    {
        Assert.That($"{FrameRate.Parse(text)}", Is.EqualTo(expected));
    }

    [Test]
    public void What_is_no_rate_is_refused(
        [Values("", "0", "-1", "a", "1/0", "1/2/3", "70000", "0.00001", "8/0.0000000000000000000000000001")]
        string text)
    {
        Assert.That(() => FrameRate.Parse(text), Throws.InstanceOf<FormatException>());
    }

    private static string Write(TemporaryFolder folder, string name, Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return folder.File(name, stream.ToArray());
    }

    private static List<(byte[] Pixels, int Milliseconds)> Skia(byte[] file)
    {
        using var codec = SKCodec.Create(new MemoryStream(file));
        var layout = codec.Info.WithColorType(SKColorType.Rgba8888).WithAlphaType(SKAlphaType.Unpremul);
        return [.. Enumerable.Range(0, codec.FrameCount).Select(i =>
        {
            using var bitmap = new SKBitmap(layout);
            codec.GetPixels(layout, bitmap.GetPixels(), new SKCodecOptions(i));
            return (bitmap.Bytes, codec.FrameInfo[i].Duration);
        })];
    }
}
