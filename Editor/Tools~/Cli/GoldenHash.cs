using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RnnGen.Cli;

/// <summary>
/// A fingerprint of what a model computes, bit by bit, so that machines and versions can be compared.
/// </summary>
/// <param name="Text">The fingerprint, 16 hexadecimal digits.</param>
/// <param name="Steps">The steps that were taken for it.</param>
internal sealed record GoldenHash(string Text, int Steps)
{
    public const int TokenSteps = 64;

    private const int Digits = 16;
    private const ulong PictureSeed = 1;
    private const int VideoFrames = 10;

    /// <summary>
    /// Plays the token of the highest score from the first one on, and hashes the scores of each step.
    /// </summary>
    /// <param name="network">The network; for one that reads frames, a token is a frame of one key.</param>
    /// <param name="first">The first token.</param>
    /// <exception cref="ModelFormatException">A score is not finite.</exception>
    public static GoldenHash Of(SequenceNetwork network, int first)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var backend = new CpuBackend();
        var state = network.NewState(backend, 1);
        var token = new[] { first };
        for (var step = 0; step < TokenSteps; step++)
        {
            backend.NextStep();
            var scores = network.Step(backend.OneHot(token, network.Config.Inputs), state).Row(0);
            hash.AppendData(MemoryMarshal.AsBytes(scores));
            token[0] = IndexOfHighest(scores, step);
        }

        return From(hash, TokenSteps);
    }

    /// <summary>Paints the picture of seed 1, and hashes the values of all pixels after each stroke.</summary>
    /// <exception cref="ModelFormatException">A value is not finite.</exception>
    public static GoldenHash Of(DrawModel model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var painter = new Painter(model, PictureSeed);
        while (painter.TryNext())
        {
            foreach (var value in painter.Values)
            {
                if (!float.IsFinite(value)) throw new ModelFormatException(
                    $"All values must be finite, but after stroke {painter.Step} there is {value} on the canvas.");
            }

            hash.AppendData(MemoryMarshal.AsBytes(painter.Values));
        }

        return From(hash, painter.Step);
    }

    /// <summary>Paints the first frames of the video of seed 1, and hashes the colours of all pixels.</summary>
    /// <exception cref="ModelFormatException">A value is not finite.</exception>
    public static GoldenHash Of(VideoModel model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var animator = new Animator(model, PictureSeed);
        var picture = new Picture(animator.Width, animator.Height);
        var steps = 0;
        while (animator.Frame < VideoFrames)
        {
            for (; animator.TryNext(); steps++)
            {
                animator.Show(picture);
                if (!animator.IsFinite) throw new ModelFormatException(
                    $"All values must be finite, but on frame {animator.Frame} one is not.");
                hash.AppendData(picture.Pixels);
            }

            animator.NextFrame();
        }

        return From(hash, steps);
    }

    private static GoldenHash From(IncrementalHash hash, int steps)
    {
        return new GoldenHash(Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits], steps);
    }

    private static int IndexOfHighest(ReadOnlySpan<float> scores, int step)
    {
        var best = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (!float.IsFinite(scores[i])) throw new ModelFormatException(
                $"All scores must be finite, but at step {step} that of token {i} is {scores[i]}.");
            if (scores[i] > scores[best]) best = i;
        }

        return best;
    }
}
