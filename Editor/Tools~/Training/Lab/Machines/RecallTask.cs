namespace RnnGen.Training;

/// <summary>
/// Items of three 6-bit vectors are heard, each behind a mark; then one of them between two other marks, and
/// the item that followed it must be answered (section 4.3).
/// </summary>
internal sealed class RecallTask : BitTask
{
    private const int Width = 6;
    private const int Vectors = 3;
    private const int Item = Width;
    private const int Query = Width + 1;

    public override BitEpisode Make(int rows, BitSize size, Rng rng)
    {
        var asked = size.Length * (Vectors + 1);
        var episode = new BitEpisode(rows, asked + 2 * Vectors + 2, Inputs, Outputs)
        {
            FirstAnswer = asked + Vectors + 2,
        };
        for (var row = 0; row < rows; row++)
        {
            var chosen = rng.Below(size.Length - 1);
            for (var item = 0; item < size.Length; item++)
            {
                var first = item * (Vectors + 1) + 1;
                episode.Input(first - 1, row, Item) = 1;
                for (var i = 0; i < Vectors * Width; i++)
                {
                    var (vector, column) = (i / Width, i % Width);
                    var bit = rng.Below(2);
                    episode.Input(first + vector, row, column) = bit;
                    if (item == chosen)
                    {
                        episode.Input(asked + 1 + vector, row, column) = bit;
                    }
                    else if (item == chosen + 1)
                    {
                        episode.Target(episode.FirstAnswer + vector, row, column) = bit;
                    }
                }
            }

            episode.Input(asked, row, Query) = 1;
            episode.Input(asked + Vectors + 1, row, Query) = 1;
        }

        return episode;
    }

    public override BitSize Draw(int step, Rng rng) => new(2 + rng.Below(Math.Min(5, 1 + step / 500)));

    public override int Inputs => Width + 2;

    public override int Outputs => Width;
}
