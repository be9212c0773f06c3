using System.Diagnostics;

namespace RnnGen.Tools.Tests.Media;

/// <summary>Pictures to make move, and ffmpeg, which reads what became of them.</summary>
internal static class MovingPictures
{
    /// <summary>Makes pictures of noise.</summary>
    public static Picture[] Noise(int count, int width, int height, int colours = 256, bool hasAlpha = false)
    {
        var rng = new Rng(1);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var picture = new Picture(width, height);
            for (var at = 0; at < picture.Pixels.Length; at += Picture.Channels)
            {
                for (var channel = 0; channel < 3; channel++) picture.Pixels[at + channel] = (byte)rng.Below(colours);
                picture.Pixels[at + 3] = (byte)(hasAlpha && rng.Below(2) == 0 ? 0 : 255);
            }

            return picture;
        })];
    }

    /// <summary>Decodes all frames to RGBA, with a decoder of choice.</summary>
    public static byte[] Decode(string file, string decoder = "")
    {
        return Run("ffmpeg", $"-v error {decoder} -i {file} -f rawvideo -pix_fmt rgba -vsync passthrough -");
    }

    /// <summary>Lets ffmpeg write a file.</summary>
    public static void Encode(string arguments) => Run("ffmpeg", $"-v error -y {arguments}");

    /// <summary>Gets what ffprobe says of the first stream, or of the first frame, one value a line.</summary>
    public static string[] Probe(string file, string entries)
    {
        var bytes = Run(
            "ffprobe",
            $"-v error -count_frames -of default=noprint_wrappers=1:nokey=1 -show_entries {entries} {file}");
        return System.Text.Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static byte[] Run(string program, string arguments)
    {
        var start = new ProcessStartInfo(Needs.Program(program), arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        return bytes.ToArray();
    }
}
