namespace RnnGen.Training;

/// <summary>
/// Represents sine waves that are heard at chance times, side by side: half of them have a period from 5 to 6,
/// the others any from 1 to 100 besides (Neil, Pfeiffer and Liu, 2016, section 3.1).
/// </summary>
internal sealed class WaveBatch
{
    private const int Fewest = 15;
    private const int Most = 125;

    private readonly double[][] times;
    private readonly float[][] values;
    private readonly float[] answers;

    /// <param name="rows">How many waves.</param>
    /// <param name="rng">What they are made from.</param>
    public WaveBatch(int rows, Rng rng)
    {
        times = new double[rows][];
        values = new float[rows][];
        answers = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            answers[row] = rng.Below(2);
            var period = answers[row] == 1 ? 5 + rng.Uniform() : Other(rng);
            var duration = Fewest + (Most - Fewest) * rng.Uniform();
            var start = (Most - duration) * rng.Uniform();
            var shift = 2 * Math.PI * rng.Uniform();
            var count = Fewest + rng.Below(Most - Fewest + 1);
            times[row] = [.. Enumerable.Range(0, count).Select(_ => start + duration * rng.Uniform()).Order()];
            values[row] = Array.ConvertAll(times[row], t => (float)Math.Sin(2 * Math.PI * t / period + shift));
        }

        Lengths = Array.ConvertAll(times, row => row.Length);
    }

    /// <summary>Makes what some rows hear in a step.</summary>
    /// <param name="share">The rows.</param>
    /// <param name="step">The step.</param>
    /// <param name="isClock">
    /// Whether the time comes as <see cref="PhasedLstmCell.WriteTime"/> makes it, in two columns, and not as a number
    /// near 1 in one.
    /// </param>
    public Tensor At(RowShare share, int step, bool isClock)
    {
        var columns = isClock ? 3 : 2;
        var x = new float[share.Count * columns];
        for (var i = 0; i < share.Count; i++)
        {
            var row = share.First + i;
            if (step < Lengths[row])
            {
                var to = x.AsSpan(i * columns, columns);
                to[0] = values[row][step];
                if (isClock)
                {
                    PhasedLstmCell.WriteTime(times[row][step], to[1..]);
                }
                else
                {
                    to[1] = (float)(times[row][step] / Most);
                }
            }
        }

        return share.On.From(x, share.Count, columns);
    }

    /// <summary>Makes what is to be said of some rows: 1 for a period from 5 to 6.</summary>
    public Tensor Answers(RowShare share) => share.On.From(answers.AsSpan(share.First, share.Count), share.Count, 1);

    // As likely to be shorter than 5 as the paper's: uniform in [1, 5) and (6, 100] taken as one.
    private static double Other(Rng rng)
    {
        var period = 1 + 98 * rng.Uniform();
        return period < 5 ? period : period + 1;
    }

    /// <summary>Gets how many steps each wave has.</summary>
    public int[] Lengths { get; }

    /// <summary>Gets what is to be said of each wave.</summary>
    public IReadOnlyList<float> Truth => answers;
}
