namespace RnnGen.Training;

/// <summary>What backpropagation through K segments needs beside the formula, and that its bits are the same.</summary>
/// <remarks>
/// M(K) = C + A T / K + S K: the tape of one segment and the states of all. What a step adds to the tape, A, is
/// measured on the whole sequence, and C on one step; S is the state before a segment, and, on the way back, its
/// slope for one. The tape takes memory by the megabyte. K = √(T A / S) needs least (Chen et al., 2016).
/// </remarks>
internal sealed class CheckpointingMemory() : Experiment(
    "checkpointing", "Checkpointing through time",
    "Back-propagation by segments gives the same gradient, bit by bit, in the memory of one of them.", 0.5)
{
    private const int Rows = 16;
    private const int Inputs = 8;
    private const int Size = 64;
    private const int StateBytes = 2 * Rows * Size * sizeof(float);

    public override Findings Run(Trial trial)
    {
        var steps = trial.IsQuick ? 256 : 2048;
        var whole = Differentiate(trial.Seed, steps, 0);
        var fixedBytes = Differentiate(trial.Seed, 1, 0).Bytes;
        var stepBytes = (double)(whole.Bytes - fixedBytes) / steps;
        var (x, measured, formula) = (new List<double>(), new List<double>(), new List<double>());
        var different = 0;
        var worst = 0.0;
        for (var segments = 1; segments <= steps; segments *= 2)
        {
            trial.Report(Math.Log2(segments) / Math.Log2(steps), $"{segments} segments");
            var (bytes, gradient) = Differentiate(trial.Seed, steps, segments);
            different += Different(gradient, whole.Gradient);
            x.Add(Math.Log2(segments));
            measured.Add(bytes / 1e6);
            formula.Add((fixedBytes + (stepBytes * steps / segments) + ((double)StateBytes * segments)) / 1e6);
            worst = Math.Max(worst, Math.Abs(measured[^1] / formula[^1] - 1));
        }

        var least = measured.Min();
        var bestK = Math.Sqrt(steps * stepBytes / StateBytes);
        var atBest = measured[(int)Math.Clamp(Math.Round(Math.Log2(bestK)), 0, measured.Count - 1)];
        return new Findings(
            [
                new Figure("numbers of the gradient with other bits", different, Bound.Near(0, 0)) { Published = 0 },
                new Figure(
                    "% that memory is off the formula, at most", 100 * worst, Bound.AtMost(trial.IsQuick ? 60 : 20)),
                new Figure("MB with as many segments as need least", least, Bound.AtMost(whole.Bytes / 1e6 / 4))
                {
                    Baseline = whole.Bytes / 1e6, Note = "baseline: the whole sequence",
                },
                new Figure($"MB near K = √(T A / S) = {bestK:0}", atBest, Bound.AtMost(1.3 * least))
                {
                    Published = least, Note = "the least of all",
                },
            ],
            [
                new Chart(
                    $"Memory for {steps} steps of an LSTM", "log₂ of the number of segments", "MB",
                    new Curve("measured", x, measured), new Curve("formula", x, formula)) { IsLogarithmic = true },
            ]);
    }

    /// <summary>Goes back through steps: through segments of them, or, with none, through all at once.</summary>
    private static (long Bytes, float[] Gradient) Differentiate(ulong seed, int steps, int segments)
    {
        var parameters = new ParameterSet(seed);
        var cell = new LstmCell(parameters, "cell", Inputs, Size);
        var tape = new TapeBackend(parameters);
        var rng = new Rng(seed);
        var states = 0L;
        if (segments == 0)
        {
            tape.Differentiate(on =>
            {
                var state = cell.InitialState(on, Rows);
                return Loss(on, 0, steps, ref state);
            });
        }
        else
        {
            var checkpointing = new Checkpointing<LstmState>(
                tape,
                segments,
                (Backend on, int index, ref LstmState state) =>
                {
                    state = index == 0 ? cell.InitialState(on, Rows) : state;
                    return Loss(on, steps * index / segments, steps * (index + 1) / segments, ref state);
                },
                rng);
            checkpointing.Differentiate();
            states = checkpointing.Bytes;
        }

        List<float> gradient = [];
        for (var i = 0; i < parameters.Count; i++)
        {
            for (var input = 0; input < parameters[i].Inputs; input++)
            {
                gradient.AddRange(tape.Gradient(parameters[i], input));
            }
        }

        return (tape.Bytes + states, [.. gradient]);

        Tensor Loss(Backend on, int from, int to, ref LstmState state)
        {
            var loss = on.New(Rows, 1);
            for (var t = from; t < to; t++)
            {
                float[] noise = [.. Enumerable.Range(0, Rows * Inputs).Select(_ => rng.Normal())];
                var y = cell.Step(on.From(noise, Rows, Inputs), ref state);
                loss += (y * y).Sum();
            }

            return loss;
        }
    }

    private static int Different(float[] a, float[] b)
    {
        return a.Zip(b).Count(pair => BitConverter.SingleToInt32Bits(pair.First)
            != BitConverter.SingleToInt32Bits(pair.Second));
    }
}
