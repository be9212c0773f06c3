using NUnit.Framework;
using RnnGen.Media;
using RnnGen.Tools.Tests.Cli;

namespace RnnGen.Tools.Tests.Media;

/// <summary>Oracle: ffprobe and ffmpeg.</summary>
public sealed class VideoFileTests
{
    private static readonly string[] mp4 = ["h264", "14", "12", "yuv420p", "30000/1001", "30000/1001", "7"];
    private static readonly string[] webm = ["vp9", "13", "11", "25/2", "25/2", "7"];

    [SetUp]
    public void NeedFfmpeg() => Needs.Program("ffmpeg");

    [Test]
    public void An_mp4_has_even_sides_each_frame_and_the_very_rate()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.mp4");
        VideoFile.Write(MovingPictures.Noise(7, 13, 11), new FrameRate(30000, 1001), "seed 7", file);

        Assert.That(
            MovingPictures.Probe(
                file, "stream=codec_name,width,height,pix_fmt,r_frame_rate,avg_frame_rate,nb_read_frames"),
            Is.EqualTo(mp4));
        Assert.That(MovingPictures.Probe(file, "format_tags=comment"), Is.EqualTo(new[] { "seed 7" }));
    }

    [Test]
    public void A_webm_is_transparent()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a.webm");
        var frames = Enumerable.Range(0, 7).Select(_ => Halves(13, 11)).ToArray();
        VideoFile.Write(frames, new FrameRate(25, 2), "seed 7", file);

        Assert.That(
            MovingPictures.Probe(file, "stream=codec_name,width,height,r_frame_rate,avg_frame_rate,nb_read_frames"),
            Is.EqualTo(webm));
        var alpha = MovingPictures.Decode($"{file}", "-c:v libvpx-vp9").Where((_, i) => i % 4 == 3).Take(13).ToArray();
        Assert.That(alpha[0], Is.LessThan(64));
        Assert.That(alpha[12], Is.GreaterThan(192));
    }

    // Oracle: the frames. Compression may lose a little; an .mp4 shows what is half transparent before black.
    [Test]
    public void Frames_keep_their_colours_and_their_order([Values(".mp4", ".webm")] string ending)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("a" + ending);
        byte[][] colours = [[220, 30, 30, 255], [30, 30, 220, 255], [60, 200, 60, 128]];
        VideoFile.Write([.. colours.Select(colour => Flat(13, 11, colour))], new FrameRate(25), "", file);

        var isOpaque = ending == ".mp4";
        var shown = MovingPictures.Decode(file, isOpaque ? "" : "-c:v libvpx-vp9");
        Assert.That(shown, Has.Length.EqualTo(3 * 4 * (isOpaque ? 14 * 12 : 13 * 11)));
        foreach (var (pixels, colour) in shown.Chunk(shown.Length / 3).Zip(colours))
        {
            var light = isOpaque ? colour[3] / 255.0 : 1;
            double[] expected = [.. colour.Take(3).Select(channel => channel * light), isOpaque ? 255 : colour[3]];
            for (var channel = 0; channel < 4; channel++)
            {
                var values = pixels.Where((_, i) => i % 4 == channel).Select(value => (double)value).ToArray();
                Assert.That(values.Average(), Is.EqualTo(expected[channel]).Within(5));
                Assert.That(values, Is.All.EqualTo(expected[channel]).Within(60));
            }
        }
    }

    [Test]
    public void The_same_frames_give_the_same_bytes([Values(".mp4", ".webm")] string ending)
    {
        using var folder = new TemporaryFolder();
        var frames = MovingPictures.Noise(4, 16, 16);
        VideoFile.Write(frames, new FrameRate(25), "", folder.File("a" + ending));
        VideoFile.Write(frames, new FrameRate(25), "", folder.File("b" + ending));

        Assert.That(
            File.ReadAllBytes(folder.File("a" + ending)), Is.EqualTo(File.ReadAllBytes(folder.File("b" + ending))));
    }

    // More pixels than a pipe holds, so that ffmpeg is gone before it has them all.
    [Test]
    public void An_ffmpeg_that_fails_says_why()
    {
        using var folder = new TemporaryFolder();
        Assert.That(
            () => VideoFile.Write(MovingPictures.Noise(9, 200, 200), new FrameRate(25), "", folder.File("no/a.mp4")),
            Throws.InstanceOf<VideoException>().With.Message.Contains("No such file or directory"));
    }

    [Test]
    public void Writing_can_be_ended()
    {
        using var folder = new TemporaryFolder();
        var frames = MovingPictures.Noise(9, 20, 20);
        Assert.That(
            () => VideoFile.Write(frames, new FrameRate(25), "", folder.File("a.mp4"), new CancellationToken(true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static Picture Flat(int width, int height, byte[] colour)
    {
        var picture = new Picture(width, height);
        for (var pixel = 0; pixel < width * height; pixel++)
        {
            colour.CopyTo(picture.Pixels, 4 * pixel);
        }

        return picture;
    }

    private static Picture Halves(int width, int height)
    {
        var picture = new Picture(width, height);
        for (var pixel = 0; pixel < width * height; pixel++)
        {
            if (pixel % width > width / 2) picture.Pixels.AsSpan(4 * pixel, 4).Fill(255);
        }

        return picture;
    }
}
