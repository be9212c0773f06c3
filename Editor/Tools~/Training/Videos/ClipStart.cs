namespace RnnGen.Training;

/// <summary>The first frames of clips, after which a predictor goes on by itself.</summary>
/// <param name="Values">The frames, [rows][frames][values].</param>
/// <param name="Classes">The class of each clip; empty if there are none.</param>
/// <param name="Rows">The number of clips.</param>
/// <param name="Frames">The number of frames.</param>
internal sealed record ClipStart(float[] Values, ReadOnlyMemory<int> Classes, int Rows, int Frames)
{
    /// <summary>Makes a tensor of one frame of each clip, [rows, values].</summary>
    public Tensor Frame(Backend on, int frame)
    {
        var columns = Values.Length / Rows / Frames;
        var all = new float[Rows * columns];
        for (var row = 0; row < Rows; row++)
        {
            Values.AsSpan(((row * Frames) + frame) * columns, columns).CopyTo(all.AsSpan(row * columns));
        }

        return on.From(all, Rows, columns);
    }
}
