namespace RnnGen.Training;

/// <summary>What becomes of training where gradients explode, with each way of clipping and with none.</summary>
/// <remarks>
/// A tanh network learns the adding problem over 10 steps by gradient descent with momentum, at a rate that a few
/// large gradients make too high: one step too far, and the next gradient is larger (Pascanu, Mikolov and Bengio,
/// 2013). The loss is the mean of a batch, so that its gradients are small, and the limits are: 1, or 0.1 for a
/// value, where the lecture has 5.
/// </remarks>
internal sealed class ExplodingGradients() : Experiment(
    "clipping", "Exploding gradients, clipping",
    "Clipped by norm, by parameter or by value a network learns at a rate at which it runs away without.", 2)
{
    private const int Rows = 32;
    private const int Steps = 10;
    private const int Size = 32;
    private const double Rate = 0.1;
    private const int Every = 50;

    // A network that guesses is off by 1/6; what ran away is drawn here.
    private const double Highest = 10;

    public override Findings Run(Trial trial)
    {
        (string Name, string By, double Limit)[] ways =
        [
            ("without", "norm", double.PositiveInfinity), ("by norm", "norm", 1), ("by parameter", "parameter", 1),
            ("by value", "value", 0.1),
        ];
        var figures = new List<Figure>();
        var (errors, norms) = (new List<Curve>(), new List<Curve>());
        for (var i = 0; i < ways.Length; i++)
        {
            var (error, norm, away) = Learn(trial, ways[i], (double)i / ways.Length, 1.0 / ways.Length);
            errors.Add(error);
            norms.Add(norm);
            figures.Add(ways[i].Name == "without"
                ? new Figure("steps without clipping until nothing is finite", away, Bound.AtMost(Batches(trial) - 1))
                {
                    Baseline = Batches(trial), Note = "baseline: all steps, as with clipping",
                }
                : new Figure(
                    $"squared error, clipped {ways[i].Name}", error.Mean(^5..),
                    Bound.AtMost(trial.IsQuick ? 0.1 : 0.05))
                {
                    Baseline = AddingBatch.Guessing, Note = "baseline: guessing",
                });
        }

        return new Findings(
            figures,
            [
                new Chart("The adding problem at too high a rate", "batches of 32", "squared error", errors)
                {
                    IsLogarithmic = true,
                },
                new Chart("Gradients before they are clipped", "batches of 32", "largest norm", norms)
                {
                    IsLogarithmic = true,
                },
            ]);
    }

    private static int Batches(Trial trial) => trial.IsQuick ? 1500 : 3000;

    private static (Curve Error, Curve Norm, double Away) Learn(
        Trial trial, (string Name, string By, double Limit) way, double from, double part)
    {
        var parameters = new ParameterSet(trial.Seed);
        var cell = new RnnCell(parameters, "cell", AddingBatch.Inputs, Size);
        var weight = parameters.Matrix("output.weight", Size, 1);
        var bias = parameters.Row("output.bias", 1);
        var clipping = new Clipping(way.Limit, way.By);
        using var learner = new Learner(parameters, new Sgd(parameters), clipping, trial.Threads);
        var rng = new Rng(trial.Seed);
        var (x, error, norm) = (new List<double>(), new List<double>(), new List<double>());
        var (sum, largest, away) = (0.0, 0.0, (double)Batches(trial));
        for (var step = 1; step <= Batches(trial) && !trial.IsOver; step++)
        {
            var batch = new AddingBatch(Rows, Steps, rng);
            sum += learner.Step(Rows, Rate, 1.0 / Rows, share => Loss(share, batch)) / Every;
            largest = Math.Max(largest, Shown(clipping.Norm));
            if (!double.IsFinite(clipping.Norm))
            {
                away = Math.Min(away, step);
            }

            if (step % Every == 0)
            {
                x.Add(step);
                error.Add(Shown(sum));
                norm.Add(largest);
                (sum, largest) = (0, 0);
                trial.Report(from + part * step / Batches(trial), $"clipped {way.Name}");
            }
        }

        return (new Curve(way.Name, x, error), new Curve(way.Name, x, norm), away);

        Tensor Loss(RowShare share, AddingBatch batch)
        {
            var state = cell.InitialState(share.On, share.Count);
            for (var t = 0; t < Steps; t++)
            {
                cell.Step(batch.At(share, t), ref state);
            }

            var off = state.Hidden.Linear(weight, bias) - batch.Sums(share);
            return off * off;
        }
    }

    private static double Shown(double value) => double.IsFinite(value) ? Math.Min(value, Highest) : Highest;
}
