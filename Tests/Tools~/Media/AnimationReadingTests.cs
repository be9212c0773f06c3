using System.Buffers.Binary;
using NUnit.Framework;
using RnnGen.Media;

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
