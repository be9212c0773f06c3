namespace RnnGen.Training;

/// <summary>What tells the frames of videos one after the other, and goes on where they end.</summary>
internal interface IFramePredictor
{
    /// <summary>Computes what it costs to tell each frame, knowing those before: columns in nats.</summary>
    /// <param name="clips">The clips, each frame behind the one before: [rows, frames · values].</param>
    /// <param name="noise">Standard normal numbers, [rows, frames · <see cref="Noise"/>].</param>
    /// <param name="frames">The number of frames.</param>
    Tensor[] Costs(Tensor clips, Tensor noise, int frames);

    /// <summary>Looks at the first frames of clips, and goes on by itself.</summary>
    /// <param name="clips">The frames that are seen, [rows][seen][values].</param>
    /// <param name="rows">The number of clips.</param>
    /// <param name="seen">The number of frames that are seen.</param>
    /// <param name="frames">The number of all frames.</param>
    /// <param name="chance">What decides how it goes on.</param>
    /// <param name="tell">Is told each later frame: its number and the probabilities of its pixels.</param>
    void GoOn(float[] clips, int rows, int seen, int frames, Rng chance, Action<int, Tensor> tell);

    /// <summary>Gets the numbers of noise of a frame.</summary>
    int Noise { get; }

    /// <summary>Gets how often going on must be tried, as its mean is the prediction.</summary>
    bool IsChancy { get; }
}
