namespace RnnGen.Training;

/// <summary>The adding problem over 100 and 200 steps, 50 in the quick form, with cells of one size.</summary>
internal sealed class Adding() : Experiment(
    "adding", "Long short-term memory, gated recurrent unit",
    "Cells with gates add two numbers they heard up to 200 steps ago, where a tanh cell only guesses.", 15)
{
    private const int Size = 64;
    private const int QuickSize = 32;

    public override Findings Run(Trial trial)
    {
        int[] lengths = trial.IsQuick ? [50] : [100, 200];
        var (size, steps) = trial.IsQuick ? (QuickSize, 1200) : (Size, 3000);
        var figures = new List<Figure>();
        var curves = new List<Curve>();
        foreach (var length in lengths)
        {
            var bias = MathF.Log(length - 1);
            AddingNetwork[] networks =
            [
                AddingNetwork.Of(
                    "LSTM", trial.Seed, p => MemoryCells.Lstm(p, AddingBatch.Inputs, size, bias)),
                AddingNetwork.Of(
                    "GRU", trial.Seed,
                    p => MemoryCells.Gru(p, AddingBatch.Inputs, AddingBatch.Inputs - 1, size, bias)),
                AddingNetwork.Of("tanh", trial.Seed, p => new RnnCell(p, "cell", AddingBatch.Inputs, size)),
            ];
            foreach (var network in networks)
            {
                var part = 1.0 / (lengths.Length * networks.Length);
                var before = curves.Count * part;
                curves.Add(network.Learn(trial, length, steps, (before, before + part)));
                var hasGates = network.Name != "tanh";
                figures.Add(new Figure(
                    $"{network.Name}, {length} steps: squared error", network.Measure(trial, length),
                    hasGates ? Bound.AtMost(0.01) : Bound.AtLeast(0.1))
                {
                    Baseline = AddingBatch.Guessing, Note = hasGates ? "" : "cannot do it",
                });
            }
        }

        return new Findings(
            figures,
            [new Chart("The adding problem", "batches of 32", "squared error", curves) { IsLogarithmic = true }]);
    }
}
