namespace RnnGen.Training;

/// <summary>
/// Represents a predictor that asks for each key only whether it sounded a frame ago. Probabilities are
/// relative frequencies with one half added to either outcome (Krichevsky and Trofimov 1981), so that none is
/// 0.
/// </summary>
public sealed class KeyBaseline : FrameBaseline
{
    private readonly double[] afterSilence = new double[PianoRoll.Keys];
    private readonly double[] afterSound = new double[PianoRoll.Keys];

    private KeyBaseline(string name, Outcomes[] silence, Outcomes[] sound)
    {
        Name = name;
        for (var key = 0; key < PianoRoll.Keys; key++)
        {
            afterSilence[key] = silence[key].LogOdds;
            afterSound[key] = sound[key].LogOdds;
        }
    }

    /// <summary>Fits how often each key sounds, whatever came before.</summary>
    public static KeyBaseline Frequencies(IReadOnlyList<PianoRoll> songs)
    {
        var (silence, sound) = Count(songs);
        var all = silence.Zip(sound, (a, b) => a + b).ToArray();
        return new KeyBaseline("key frequencies", all, all);
    }

    /// <summary>Fits two error rates of repeating the previous frame, shared by all keys.</summary>
    public static KeyBaseline Repeat(IReadOnlyList<PianoRoll> songs)
    {
        var (silence, sound) = Count(songs);
        return new KeyBaseline("repeat previous frame", Pool(silence), Pool(sound));

        static Outcomes[] Pool(Outcomes[] keys)
        {
            return [.. Enumerable.Repeat(keys.Aggregate((a, b) => a + b), keys.Length)];
        }
    }

    /// <summary>Fits a Markov chain of two states for each key.</summary>
    public static KeyBaseline Markov(IReadOnlyList<PianoRoll> songs)
    {
        var (silence, sound) = Count(songs);
        return new KeyBaseline("Markov chain per key", silence, sound);
    }

    /// <inheritdoc/>
    public override void Predict(ReadOnlySpan<byte> previous, Span<double> logits)
    {
        afterSilence.CopyTo(logits);
        foreach (var key in previous)
        {
            logits[key] = afterSound[key];
        }
    }

    private static (Outcomes[] Silence, Outcomes[] Sound) Count(IReadOnlyList<PianoRoll> songs)
    {
        var silence = new Outcomes[PianoRoll.Keys];
        var sound = new Outcomes[PianoRoll.Keys];
        var before = new float[PianoRoll.Keys];
        var now = new float[PianoRoll.Keys];
        foreach (var song in songs)
        {
            for (var t = 1; t < song.Length; t++)
            {
                song.CopyTo(t - 1, before);
                song.CopyTo(t, now);
                for (var key = 0; key < PianoRoll.Keys; key++)
                {
                    ref var outcomes = ref (before[key] == 1 ? sound : silence)[key];
                    outcomes += now[key] == 1 ? new Outcomes(1, 0) : new Outcomes(0, 1);
                }
            }
        }

        return (silence, sound);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    private readonly record struct Outcomes(long On, long Off)
    {
        public static Outcomes operator +(Outcomes a, Outcomes b) => new(a.On + b.On, a.Off + b.Off);

        public double LogOdds => Math.Log((On + 0.5) / (Off + 0.5));
    }
}
