using System.Text.RegularExpressions;
using FFMpegCore;
using FFMpegCore.Exceptions;
using FFMpegCore.Pipes;

namespace RnnGen.Media;

/// <summary>Provides writing of videos through the program ffmpeg, and looks at what became of them.</summary>
public static class VideoFile
{
    private const string Reproducible = "-fflags +bitexact -flags:v +bitexact -threads 1";

    /// <summary>Gets the formats by the ending of a file, in small letters, with the dot.</summary>
    public static readonly IReadOnlyList<string> Endings = [".mp4", ".webm"];

    /// <summary>Gets whether the programs ffmpeg and ffprobe can be called.</summary>
    public static bool IsPossible => Finds("ffmpeg") && Finds("ffprobe");

    /// <summary>
    /// Writes a video: MP4 (H.264, yuv420p, before black, of even sizes) or WebM (VP9 with alpha, yuva420p).
    /// </summary>
    /// <param name="frames">Pictures of one size, at least one.</param>
    /// <param name="rate">How fast they are shown.</param>
    /// <param name="comment">What the file says about itself.</param>
    /// <param name="path">The file, whose ending is the format.</param>
    /// <param name="cancel">Ends the writing; what the file has then is of no use.</param>
    /// <returns>The pixels of a row and the rows of the video, as ffprobe finds them.</returns>
    /// <exception cref="VideoException">
    /// ffmpeg cannot be called, has failed, or has written something else than was wanted.
    /// </exception>
    public static (int Width, int Height) Write(
        IReadOnlyList<Picture> frames, FrameRate rate, string comment, string path, CancellationToken cancel = default)
    {
        if (!IsPossible) throw new VideoException(
            "A video needs the programs ffmpeg and ffprobe: install the package ffmpeg, or write a .gif or .apng.");
        var hasAlpha = path.EndsWith(".webm", StringComparison.OrdinalIgnoreCase);
        try
        {
            FFMpegArguments.FromPipeInput(new PictureSource(frames, rate, hasAlpha, cancel))
                .OutputToFile(path, true, options => options
                    .WithVideoCodec(hasAlpha ? "libvpx-vp9" : "libx264")
                    .WithConstantRateFactor(hasAlpha ? 24 : 16)
                    .WithPixelFormat(hasAlpha ? "yuva420p" : "yuv420p")
                    .WithCustomArgument(hasAlpha ? "-b:v 0 -auto-alt-ref 0" : "-movflags +faststart")
                    .WithCustomArgument($"-metadata comment={Quoted(comment)} {Reproducible}"))
                .ProcessSynchronously(cancellationToken: cancel);
            cancel.ThrowIfCancellationRequested();
            return Check(frames.Count, rate, hasAlpha, path);
        }
        catch (FFMpegException exception)
        {
            // A terminal that is told to stop tells ffmpeg, too.
            cancel.ThrowIfCancellationRequested();
            throw new VideoException($"ffmpeg has failed: {exception.Message}", exception);
        }
    }

    // As .NET takes arguments apart: backslashes count only before quotes.
    private static string Quoted(string text)
    {
        var escaped = Regex.Replace(text, @"(\\*)(""|$)", match =>
            match.Groups[1].Value + match.Groups[1].Value + (match.Groups[2].Length > 0 ? "\\\"" : ""));
        return $"\"{escaped}\"";
    }

    // ffprobe does not see the alpha of VP9, which some builds of ffmpeg drop without a word: but the file tells it.
    private static (int Width, int Height) Check(int frames, FrameRate rate, bool hasAlpha, string path)
    {
        var found = FFProbe.Analyse(path).PrimaryVideoStream;
        var count = FFProbe.GetFrames(path).Frames.Count;
        var isTransparent = found?.Tags?.Any(
            tag => tag.Key.Equals("alpha_mode", StringComparison.OrdinalIgnoreCase) && tag.Value == "1") == true;
        if (found is not { PixelFormat: "yuv420p", Width: { } width, Height: { } height }
            || count != frames || isTransparent != hasAlpha
            || Math.Abs(found.AverageFrameRate * rate.Seconds - rate.Pictures) > 1e-3 * rate.Seconds)
        {
            throw new VideoException(
                $"A video of {frames} frames at {rate} a second {(hasAlpha ? "with" : "without")} alpha was wanted, "
                + $"but ffmpeg wrote {count} in {found?.PixelFormat} at {found?.AverageFrameRate} "
                + $"{(isTransparent ? "with" : "without")} alpha.");
        }

        return (width, height);
    }

    private static bool Finds(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Any(folder =>
            File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, program + ".exe")));
    }

    /// <summary>Raw pixels for ffmpeg, at a rate that is a ratio, and not a rounded number.</summary>
    private sealed class PictureSource(
        IReadOnlyList<Picture> frames, FrameRate rate, bool hasAlpha, CancellationToken cancel) : IPipeSource
    {
        private readonly int width = hasAlpha ? frames[0].Width : frames[0].Width + frames[0].Width % 2;
        private readonly int height = hasAlpha ? frames[0].Height : frames[0].Height + frames[0].Height % 2;

        public string GetStreamArguments()
        {
            return $"-f rawvideo -framerate {rate} -pixel_format rgba -video_size {width}x{height}";
        }

        public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken)
        {
            var bytes = new byte[width * height * Picture.Channels];
            try
            {
                foreach (var frame in frames.TakeWhile(_ => !cancel.IsCancellationRequested))
                {
                    Fill(bytes, frame);
                    await outputStream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (IOException)
            {
                // ffmpeg has ended before its input, and says itself why.
            }
        }

        // The last column and row are there twice where a format wants them even.
        private void Fill(byte[] bytes, Picture frame)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var from = frame.Pixels.AsSpan(
                        (Math.Min(y, frame.Height - 1) * frame.Width + Math.Min(x, frame.Width - 1)) * Picture.Channels,
                        Picture.Channels);
                    var to = bytes.AsSpan((y * width + x) * Picture.Channels, Picture.Channels);
                    from.CopyTo(to);
                    for (var channel = 0; channel < 3 && !hasAlpha; channel++)
                    {
                        to[channel] = (byte)(from[channel] * from[3] / 255);
                    }
                }
            }
        }
    }
}
