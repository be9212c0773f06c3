using System.Text;
using NUnit.Framework;
using RnnGen.Media;
using RnnGen.Tools.Tests.Cli;

namespace RnnGen.Tools.Tests.Media;

public sealed class PngTextTests
{
    private static readonly Picture picture = MovingPictures.Noise(1, 6, 5)[0];

    // Oracle: ffprobe, which knows tEXt.
    [Test]
    public void Another_program_reads_the_texts()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.png", Write(new() { ["Software"] = "rnngen", ["Seed"] = "18446744073709551615" }));

        Assert.That(
            MovingPictures.Probe(file, "frame_tags"), Is.EqualTo(new[] { "rnngen", "18446744073709551615" }));
    }

    // Oracle: the specification, byte by byte: keyword, 0, not compressed, no language, no translation, UTF-8.
    [Test]
    public void What_latin_1_has_not_is_utf_8()
    {
        var bytes = Write(new() { ["Model"] = "Träume 夢" });
        byte[] expected = [.. "iTXtModel"u8, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes("Träume 夢")];

        Assert.That(bytes.AsSpan(8 + 25 + 4, expected.Length).ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void The_pixels_stay()
    {
        var read = PictureFile.Read(new MemoryStream(Write(new() { ["Seed"] = "1" })));
        Assert.That(read.Pixels, Is.EqualTo(picture.Pixels));
    }

    [Test]
    public void A_name_has_1_to_79_characters([Values(0, 80)] int length)
    {
        Assert.That(() => Write(new() { [new string('a', length)] = "" }), Throws.ArgumentException);
    }

    private static byte[] Write(Dictionary<string, string> texts)
    {
        using var stream = new MemoryStream();
        PictureFile.WritePng(picture, texts, stream);
        return stream.ToArray();
    }
}
