namespace RnnGen.Training;

/// <summary>Represents a predictor of a frame that sees the frame before and nothing else.</summary>
public abstract class FrameBaseline
{
    /// <summary>Computes the log odds of each of the 88 keys to sound, after a frame of keys.</summary>
    public abstract void Predict(ReadOnlySpan<byte> previous, Span<double> logits);

    /// <summary>
    /// Computes the score of the benchmark: the sum over songs of the negative log likelihood of the 88
    /// Bernoulli variables of frames 2 to T, divided by the number of those frames; nats a frame.
    /// </summary>
    public double Score(IReadOnlyList<PianoRoll> songs)
    {
        ArgumentNullException.ThrowIfNull(songs);
        var logits = new double[PianoRoll.Keys];
        var total = 0.0;
        foreach (var song in songs)
        {
            for (var t = 1; t < song.Length; t++)
            {
                Predict(song[t - 1], logits);
                total += Loss(logits, song[t]);
            }
        }

        return total / songs.Sum(song => song.Predicted);
    }

    /// <summary>
    /// Computes -Σ log Bernoulli(key sounds | σ(logit)) as Σ log(1 + e^z) - Σ z over sounding keys.
    /// </summary>
    internal static double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<byte> sounding)
    {
        var loss = 0.0;
        foreach (var z in logits)
        {
            loss += Softplus(z);
        }

        foreach (var key in sounding)
        {
            loss -= logits[key];
        }

        return loss;
    }

    /// <summary>Computes log(1 + e^z) without overflow.</summary>
    internal static double Softplus(double z) => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));

    /// <summary>What the predictor knows, in a few words.</summary>
    public abstract string Name { get; }
}
