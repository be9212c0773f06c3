namespace RnnGen.Training;

/// <summary>
/// A sequence of 8-bit vectors is heard, then how often it must be answered; behind the last answer belongs a
/// mark (section 4.2).
/// </summary>
internal sealed class RepeatCopyTask : BitTask
{
    private const int Width = 8;
    private const int Most = 10;
    private const int Mark = Width;
    private const int Count = Width + 1;

    // Of whole numbers from 1 to 10.
    private const float Mean = 5.5f;
    private const float Deviation = 2.872f;

    public override BitEpisode Make(int rows, BitSize size, Rng rng)
    {
        var (length, times) = size;
        var episode = new BitEpisode(rows, length + 2 + length * times, Inputs, Outputs) { FirstAnswer = length + 1 };
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < length * Width; i++)
            {
                var bit = rng.Below(2);
                episode.Input(i / Width, row, i % Width) = bit;
                for (var time = 0; time < times; time++)
                {
                    episode.Target(episode.FirstAnswer + time * length + i / Width, row, i % Width) = bit;
                }
            }

            episode.Input(length, row, Mark) = 1;
            episode.Input(length, row, Count) = (times - Mean) / Deviation;
            episode.Target(episode.Steps - 1, row, Mark) = 1;
        }

        return episode;
    }

    // To copy comes first, and then to go back to the beginning.
    public override BitSize Draw(int step, Rng rng)
    {
        var longest = Math.Min(Most, 4 + step / 150);
        var times = Math.Clamp(1 + (step - 3000) / 1000, 1, Most);
        return new(1 + rng.Below(longest), 1 + rng.Below(times));
    }

    public override int Inputs => Width + 2;

    public override int Outputs => Width + 1;
}
