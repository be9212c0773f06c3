namespace RnnGen.Training;

/// <summary>Gets frames out of clips that lie one behind the other.</summary>
internal static class ClipRows
{
    /// <summary>Makes a tensor of one frame of each clip.</summary>
    /// <param name="on">The backend.</param>
    /// <param name="clips">The clips, [rows][frames][values].</param>
    /// <param name="rows">The number of clips.</param>
    /// <param name="frames">The frames of a clip.</param>
    /// <param name="frame">Which of them.</param>
    public static Tensor Frame(Backend on, float[] clips, int rows, int frames, int frame)
    {
        var values = clips.Length / rows / frames;
        var all = new float[rows * values];
        for (var row = 0; row < rows; row++)
        {
            clips.AsSpan(((row * frames) + frame) * values, values).CopyTo(all.AsSpan(row * values));
        }

        return on.From(all, rows, values);
    }

    /// <summary>Makes a tensor of standard normal numbers.</summary>
    public static Tensor Normal(Backend on, int rows, int columns, Rng chance)
    {
        var numbers = new float[rows * columns];
        foreach (ref var number in numbers.AsSpan())
        {
            number = chance.Normal();
        }

        return on.From(numbers, rows, columns);
    }
}
