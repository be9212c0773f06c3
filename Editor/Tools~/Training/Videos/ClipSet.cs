namespace RnnGen.Training;

/// <summary>Represents videos to learn from, of which clips of one length are read.</summary>
internal abstract class ClipSet
{
    /// <summary>Gets a clip as a network sees it, [frames][height][planes][width] in [0, 1].</summary>
    /// <param name="index">Which video.</param>
    /// <param name="frames">The number of frames.</param>
    /// <param name="chance">What decides where the clip begins, or how it goes.</param>
    /// <param name="to">Receives the values.</param>
    public abstract void Read(int index, int frames, Rng chance, Span<float> to);

    /// <summary>Gets the class of a video; <see cref="DrawConfig.Classes"/> stands for none.</summary>
    public abstract int ClassOf(int index);

    /// <summary>Computes a hash over all that clips are made of (FNV-1a), which goes on from another.</summary>
    public abstract ulong Hash(ulong hash);

    /// <summary>Gets the number of videos.</summary>
    public abstract int Count { get; }
}
