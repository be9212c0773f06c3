namespace RnnGen.Training;

/// <summary>A sequence of 8-bit vectors is heard, then a mark, and must be answered (section 4.1).</summary>
internal sealed class CopyTask : BitTask
{
    private const int Width = 8;
    private const int Longest = 20;

    public override BitEpisode Make(int rows, BitSize size, Rng rng)
    {
        var length = size.Length;
        var episode = new BitEpisode(rows, 2 * length + 1, Inputs, Outputs) { FirstAnswer = length + 1 };
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < length * Width; i++)
            {
                var bit = rng.Below(2);
                episode.Input(i / Width, row, i % Width) = bit;
                episode.Target(length + 1 + i / Width, row, i % Width) = bit;
            }

            episode.Input(length, row, Width) = 1;
        }

        return episode;
    }

    public override BitSize Draw(int step, Rng rng) => new(1 + rng.Below(Math.Min(Longest, 4 + step / 50)));

    public override int Inputs => Width + 1;

    public override int Outputs => Width;
}
