namespace RnnGen.Training;

/// <summary>What becomes of training where gradients explode, with each way of clipping and with none.</summary>
/// <remarks>
/// A tanh network repeats motifs of four notes, by gradient descent with momentum: the rate that is right on most
/// steps is far too high where the recurrence, which has to carry notes for several steps, makes the gradient
/// leap (Pascanu, Mikolov and Bengio, 2013). The limit of the norm is the lecture's 5, that of each parameter
/// the same, and that of each value 0.1, as a value is one of thousands.
/// </remarks>
internal sealed class ExplodingGradients() : Experiment(
    "clipping", "Exploding gradients, clipping",
    "Clipped by norm, by parameter or by value a tanh network learns at a rate that is too high without.", 2)
{
    private const int Notes = 8;
    private const int Motif = 4;
    private const int Length = 32;
    private const int Every = 25;

    public override Findings Run(Trial trial)
    {
        var rng = new Rng(trial.Seed);
        var world = new TokenWorld(Notes, [.. Enumerable.Range(0, 2048).Select(_ => Tune(rng))]);
        var steps = trial.IsQuick ? 500 : 2000;
        (string Name, string By, double Limit)[] ways =
        [
            ("without", "norm", double.MaxValue), ("by norm", "norm", 5), ("by parameter", "parameter", 5),
            ("by value", "value", 0.1),
        ];
        var (losses, norms, ends) = (new List<Curve>(), new List<Curve>(), new List<double>());
        foreach (var (name, by, limit) in ways)
        {
            var config = new TrainingConfig
            {
                Cell = "rnn", Size = 64, Layers = 1, Dropout = 0, Batch = 64, Window = Length, Optimiser = "sgd",
                Rate = 1, Schedule = "constant", Steps = steps, Epochs = 100_000, Clip = limit, ClipBy = by,
            };
            var (x, loss, norm) = (new List<double>(), new List<double>(), new List<double>());
            var (sum, largest) = (0.0, 0.0);
            TokenWorld.Train(world, config, trial, (trainer, step) =>
            {
                sum += step.Loss / Every;
                largest = Math.Max(largest, double.IsFinite(step.Norm) ? step.Norm : 0);
                if (trainer.Steps % Every == 0)
                {
                    x.Add(trainer.Steps);
                    loss.Add(sum);
                    norm.Add(largest);
                    (sum, largest) = (0, 0);
                    trial.Report((losses.Count + trainer.Done) / ways.Length, $"clipped {name}");
                }
            });
            losses.Add(new Curve(name, x, loss));
            norms.Add(new Curve(name, x, norm));
            ends.Add(loss.Skip(3 * loss.Count / 4).Average());
        }

        // Without anything learned, each note is one of eight; with all, the motif alone is unknown.
        var chance = Math.Log(Notes);
        return new Findings(
            [
                .. ways.Select((way, i) => new Figure(
                    $"nats a note, clipped {way.Name}", ends[i], i == 0 ? null : Bound.AtMost(ends[0] - 0.2))
                {
                    Published = chance * Motif / Length, Baseline = i == 0 ? chance : ends[0],
                    Note = i == 0 ? "baseline: guessing" : "baseline: without; the motif alone is unknown",
                }),
                new Figure(
                    "largest norm of a gradient without, beside 5", norms[0].Y.Max() / 5, Bound.AtLeast(2)),
            ],
            [
                new Chart("Learning where gradients explode", "steps", "nats a note", losses),
                new Chart("Gradients before clipping", "steps", "largest norm", norms) { IsLogarithmic = true },
            ]);
    }

    private static int[] Tune(Rng rng)
    {
        var motif = Enumerable.Range(0, Motif).Select(_ => rng.Below(Notes)).ToArray();
        return [.. Enumerable.Range(0, Length).Select(i => motif[i % Motif])];
    }
}
