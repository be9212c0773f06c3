using RnnGen.Training;

namespace RnnGen.Cli;

/// <summary>
/// Clips frame by frame, a row each: as they are, and below what a model makes of them, which sees the first half and
/// goes on; in the last two rows what it paints on its own. Of long clips it has as many frames as a picture holds.
/// </summary>
internal static class SampleStrip
{
    private const int Own = 2;

    /// <summary>Draws them; the same seed gives the same noise.</summary>
    public static Picture Draw(VideoProgress progress)
    {
        var clips = progress.Clips;
        var (width, height) = (clips[0].Frames[0].Width, clips[0].Frames[0].Height);
        var frames = Math.Min(clips[0].Frames.Count, Picture.LargestSide / (width + 1));
        var classes = progress.Model.Network.Config.Frame.Classes;
        var strip = new Picture(frames * (width + 1), (2 * clips.Count + Own) * (height + 1));
        var animator = new Animator(progress.Model, progress.Seed);
        var painted = new Picture(width, height);
        for (var row = 0; row < clips.Count + Own; row++)
        {
            animator.Class = row < clips.Count ? clips[row].Class : classes > 0 ? row % classes : null;
            animator.Reset(progress.Seed + (ulong)row);
            for (var n = 0; n < frames; n++)
            {
                if (row < clips.Count)
                {
                    strip.Place(clips[row].Frames[n], n * (width + 1), 2 * row * (height + 1));
                }

                if (row < clips.Count && n < frames / 2)
                {
                    animator.Look(clips[row].Frames[n]);
                }
                else
                {
                    Go(animator, n);
                }

                animator.Show(painted);
                var line = row < clips.Count ? 2 * row + 1 : clips.Count + row;
                strip.Place(painted, n * (width + 1), line * (height + 1));
            }
        }

        return strip;
    }

    private static void Go(Animator animator, int frame)
    {
        if (frame > 0)
        {
            animator.NextFrame();
        }

        while (animator.TryNext())
        {
        }
    }
}
