namespace RnnGen.Training;

/// <summary>What tells the frames of videos one after the other, and goes on where they end.</summary>
internal interface IFramePredictor
{
    /// <summary>Computes what it costs to tell each frame, knowing those before: columns in nats.</summary>
    /// <param name="clips">The clips, with <see cref="Noise"/> numbers of noise a frame.</param>
    /// <param name="frames">The number of frames.</param>
    Tensor[] Costs(ClipShare clips, int frames);

    /// <summary>Looks at the first frames of clips, and goes on by itself.</summary>
    /// <param name="seen">The frames that are seen.</param>
    /// <param name="frames">The number of all frames.</param>
    /// <param name="chance">What decides how it goes on.</param>
    /// <param name="tell">Is told each later frame: its number and the probabilities of its pixels.</param>
    void GoOn(ClipStart seen, int frames, Rng chance, Action<int, Tensor> tell);

    /// <summary>Gets the numbers of noise of a frame.</summary>
    int Noise { get; }

    /// <summary>Gets how often going on must be tried, as its mean is the prediction.</summary>
    bool IsChancy { get; }
}
