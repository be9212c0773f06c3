using System.Buffers.Binary;
using NUnit.Framework;
using RnnGen.Media;
using RnnGen.Tools.Tests.Cli;

namespace RnnGen.Tools.Tests.Media;

/// <summary>What animations of any format look like, frame by frame.</summary>
public class AnimationReadingTests
{
    // Oracle: what was written, by a writer that shares no code with the reader of GIF.
    [Test]
    public void Frames_come_back_from_GIF_and_APNG([Values] bool isGif)
    {
        var frames = MovingPictures.Noise(5, 7, 6, colours: 6);
        using var file = new MemoryStream();
        if (isGif)
        {
            GifFile.Write(frames, new FrameRate(10), "", file);
        }
        else
        {
            ApngFile.Write(frames, new FrameRate(10), new Dictionary<string, string>(), file);
        }

        var read = AnimationFile.Read(new MemoryStream(file.ToArray()));
        Assert.That(read, Has.Count.EqualTo(5));
        for (var n = 0; n < 5; n++)
        {
            Assert.That(read[n].Pixels, Is.EqualTo(frames[n].Pixels));
        }
    }

    // Oracle: what ffmpeg was given. It writes only what changes, and how that is laid over what was. In a GIF it and
    // browsers do not agree on what a frame that is cleared leaves, so that there nothing is clear.
    [TestCase("apng", true, "-f apng")]
    [TestCase("gif", false, "-filter_complex split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none")]
    public void Parts_of_frames_are_laid_over_those_before(string ending, bool hasClear, string how)
    {
        const int Width = 20, Height = 16;
        using var folder = new TemporaryFolder();
        var frames = Enumerable.Range(0, 12).Select(n => Boxes(n, Width, Height, hasClear)).ToArray();
        var raw = folder.File("raw", [.. frames.SelectMany(frame => frame.Pixels)]);
        var file = folder.File($"a.{ending}");
        MovingPictures.Encode($"-f rawvideo -pix_fmt rgba -s {Width}x{Height} -i {raw} {how} {file}");

        using var stream = File.OpenRead(file);
        var read = AnimationFile.Read(stream);
        Assert.That(read, Has.Count.EqualTo(frames.Length));
        for (var n = 0; n < frames.Length; n++)
        {
            Assert.That(read[n].Pixels, Is.EqualTo(frames[n].Pixels), $"frame {n}");
        }
    }

    [Test]
    public void An_animation_that_lacks_frames_is_refused()
    {
        using var file = new MemoryStream();
        ApngFile.Write(MovingPictures.Noise(3, 7, 6), new FrameRate(10), new Dictionary<string, string>(), file);
        var last = file.ToArray().AsSpan().LastIndexOf("fcTL"u8);
        Assert.That(
            () => AnimationFile.Read(new MemoryStream(file.ToArray(), 0, last - 4)),
            Throws.InstanceOf<PictureFormatException>().With.Message.Contains("3 frames are announced and 2"));
    }

    // Skia compares the sums of a still; an animation is taken apart and put together anew.
    [Test]
    public void A_sum_that_is_wrong_is_damage()
    {
        using var file = new MemoryStream();
        ApngFile.Write(MovingPictures.Noise(3, 7, 6), new FrameRate(10), new Dictionary<string, string>(), file);
        var bytes = file.ToArray();
        bytes[bytes.AsSpan().LastIndexOf("fdAT"u8) + 12] ^= 1;
        Assert.That(
            () => AnimationFile.Read(new MemoryStream(bytes)),
            Throws.InstanceOf<PictureFormatException>().With.Message.Contains("sum"));
    }

    // Oracle: the same file, in which the palette comes first. The specification wants it before the pixels alone.
    [Test]
    public void A_palette_may_come_behind_the_first_control()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.apng");
        var raw = folder.File("raw", [.. Enumerable.Range(0, 3).SelectMany(n => Boxes(n, 20, 16, false).Pixels)]);
        MovingPictures.Encode(
            $"-f rawvideo -pix_fmt rgba -s 20x16 -i {raw} "
            + $"-filter_complex split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none -f apng {file}");
        var chunks = PngChunks.Of(File.ReadAllBytes(file)).ToList();
        var palette = chunks.FindIndex(chunk => chunk.Type == "PLTE");
        var control = chunks.FindIndex(chunk => chunk.Type == "fcTL");
        var clear = chunks.FindIndex(chunk => chunk.Type == "tRNS");
        Assert.That((palette >= 0, control > palette), Is.EqualTo((true, true)));
        var moved = chunks.Where((_, i) => i != palette && i != clear).ToList();
        moved.InsertRange(
            moved.FindIndex(chunk => chunk.Type == "fcTL") + 1,
            chunks.Where((_, i) => i == palette || i == clear));
        using var other = new MemoryStream();
        other.Write(PngChunks.Signature);
        moved.ForEach(chunk => PngChunks.Write(other, chunk.Type, chunk.Data.Span));
        var (expected, actual) = (
            AnimationFile.Read(new MemoryStream(File.ReadAllBytes(file))),
            AnimationFile.Read(new MemoryStream(other.ToArray())));
        Assert.That(actual.Select(frame => frame.Pixels), Is.EqualTo(expected.Select(frame => frame.Pixels)));
        Assert.That(actual, Has.Count.EqualTo(3));
    }

    [Test]
    public void A_still_is_one_frame()
    {
        using var file = new MemoryStream();
        PictureFile.WritePng(MovingPictures.Noise(1, 7, 6)[0], file);
        Assert.That(AnimationFile.Read(new MemoryStream(file.ToArray())), Has.Count.EqualTo(1));
    }

    // The screen of a GIF is in its bytes 6 to 9; there is room for the pixels, but no picture has such a side.
    [Test]
    public void Sides_that_no_picture_has_are_refused()
    {
        using var file = new MemoryStream();
        GifFile.Write(MovingPictures.Noise(2, 7, 6, colours: 6), new FrameRate(10), "", file);
        var bytes = file.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), 20_000);

        Assert.That(
            () => AnimationFile.Read(new MemoryStream(bytes)),
            Throws.InstanceOf<PictureFormatException>().With.Message.Contains("2 frames of 20000 x 6"));
    }

    /// <summary>Boxes that come, move and go, on a ground that changes and may be clear.</summary>
    private static Picture Boxes(int n, int width, int height, bool hasClear)
    {
        var picture = new Picture(width, height);
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            var isBox = (x - n is >= 2 and < 6 && y is >= 3 and < 7) || (n % 4 > 1 && x > 12 && y > 10);
            byte[] other = hasClear ? [0, 0, 0, 0] : [9, 200, 9, 255];
            byte[] pixel = isBox ? [255, 40, 0, 255] : n % 6 < 3 ? [0, 90, 160, 255] : other;
            pixel.CopyTo(picture.Pixels, i * Picture.Channels);
        }

        return picture;
    }

    // Oracle: the exception that is announced, and no other, whatever byte is wrong.
    [Test]
    public void Damaged_bytes_are_no_fault([Values] bool isGif)
    {
        var frames = MovingPictures.Noise(3, 7, 6, colours: 6);
        using var file = new MemoryStream();
        if (isGif)
        {
            GifFile.Write(frames, new FrameRate(10), "", file);
        }
        else
        {
            ApngFile.Write(frames, new FrameRate(10), new Dictionary<string, string>(), file);
        }

        var whole = file.ToArray();
        var rng = new Rng(1);
        for (var i = 0; i < 300; i++)
        {
            var bytes = whole.ToArray();
            bytes[rng.Below(bytes.Length)] = (byte)rng.Below(256);
            var length = i % 3 == 0 ? rng.Below(bytes.Length) : bytes.Length;
            try
            {
                Assert.That(AnimationFile.Read(new MemoryStream(bytes, 0, length)), Is.Not.Empty);
            }
            catch (PictureFormatException exception)
            {
                Assert.That(exception.Message, Does.EndWith("."));
            }
        }
    }
}
