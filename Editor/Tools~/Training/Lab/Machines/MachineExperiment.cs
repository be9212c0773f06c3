namespace RnnGen.Training;

/// <summary>
/// A neural Turing machine learns a task beside an LSTM of more weights, and both are tested on longer ones.
/// </summary>
/// <remarks>
/// The machine is that of the paper: an LSTM of 100 units over 128 locations, one head that reads and one that
/// writes. Unlike there, some sequences of one size are learned in a step, of a range that grows at first; with
/// Adam, at a rate of 1e-3 that rises over 100 steps, without which the heads may never find their way, and that
/// falls to a hundredth over the last quarter. Some first weights take long to find it: of up to three, the first
/// goes on that has lost less than a tenth of what guessing does by the time its search must end, or else the best
/// of them. The quick form tests the weights that the last whole run kept.
/// </remarks>
internal abstract class MachineExperiment(
    string name, string title, string claim, double minutes, BitTask task, MachineExperiment.Plan plan)
    : Experiment(name, title, claim, minutes)
{
    private const int TestRows = 50;
    private const int Units = 100;
    private const int LstmUnits = 256;
    private const ulong Starts = 3;
    private const double Found = 0.1;
    private const double MachineShare = 0.8;

    public override Findings Run(Trial trial)
    {
        if (trial.IsQuick)
        {
            var shipped = BitNetwork.Machine(trial.Seed, task, Units);
            WeightsOf(trial).ReadInto(shipped.Parameters);
            return new Findings([.. Tests.SelectMany(test => Figures(test, trial.Seed, shipped, null))], []);
        }

        using var pupil = Search(trial);
        pupil.Learn(plan.Steps, trial, MachineShare * trial.Minutes, (0, MachineShare));
        using var other = Pupil("LSTM", BitNetwork.Lstm(trial.Seed, task, LstmUnits), plan.LstmSteps, trial);
        other.Learn(plan.LstmSteps, trial, trial.Minutes, (MachineShare, 1));
        var (machine, lstm) = (pupil.Network, other.Network);
        var weights = new Checkpoint();
        weights.Add(machine.Parameters);
        return new Findings(
            [
                .. Tests.SelectMany(test => Figures(test, trial.Seed, machine, lstm)),
                new Figure("weights of the machine", machine.Parameters.Weights)
                {
                    Baseline = lstm.Parameters.Weights,
                },
            ],
            [
                new Chart(
                    Title + ": learning", $"batches of {plan.Rows}", "bits lost for each bit", pupil.Curve, other.Curve)
                {
                    IsLogarithmic = true,
                },
                .. Heads(machine, trial.Seed),
            ])
        {
            Weights = weights,
        };
    }

    /// <summary>Makes networks until one finds its way.</summary>
    private BitPupil Search(Trial trial)
    {
        BitPupil? best = null;
        for (ulong start = 0; start < Starts && !(best?.Lost < Found); start++)
        {
            var network = BitNetwork.Machine(trial.Seed + start, task, Units);
            var pupil = Pupil($"NTM, start {start + 1}", network, plan.Steps, trial);
            pupil.Learn(plan.Search, trial, MachineShare * trial.Minutes, (0, MachineShare));
            var (keep, drop) = best is null || pupil.Lost < best.Lost ? (pupil, best) : (best, pupil);
            best = keep;
            drop?.Dispose();
        }

        return best!;
    }

    private BitPupil Pupil(string called, BitNetwork network, int steps, Trial trial)
    {
        return new BitPupil(called, network, task, steps, plan.Rows, trial);
    }

    private IEnumerable<Figure> Figures(Test test, ulong seed, BitNetwork machine, BitNetwork? lstm)
    {
        var episode = task.Make(TestRows, test.Size, new Rng(~seed));
        var (cost, wrong) = machine.Measure(episode);
        var (otherCost, otherWrong) = lstm?.Measure(episode) ?? (episode.Bits, episode.Bits / 2.0);
        var note = lstm is null ? "baseline: guessing" : "baseline: LSTM";
        yield return new Figure($"{test.Name}: bits a sequence", cost, test.MostBits)
        {
            Baseline = otherCost, Published = test.Published, Note = note,
        };
        yield return new Figure($"{test.Name}: % of bits wrong", 100 * wrong / episode.Bits, test.MostWrong)
        {
            Baseline = 100 * otherWrong / episode.Bits,
        };
    }

    /// <summary>Shows where the heads are in one sequence of the last test, location 0 at the bottom.</summary>
    private Chart[] Heads(BitNetwork machine, ulong seed)
    {
        var test = Tests[^1];
        var followed = machine.Follow(task.Make(1, test.Size, new Rng(~seed)));
        var locations = followed[0].Length / 2;
        return [Head("reads", 0), Head("writes", locations)];

        Chart Head(string does, int first)
        {
            var grid = new double[locations, followed.Count];
            for (var i = 0; i < grid.Length; i++)
            {
                var (location, step) = (i / followed.Count, i % followed.Count);
                grid[locations - 1 - location, step] = followed[step][first + location];
            }

            return new Chart($"{test.Name}: where it {does}", "steps", "location") { Grid = grid };
        }
    }

    /// <summary>Gets what is tested.</summary>
    private protected abstract IReadOnlyList<Test> Tests { get; }

    /// <summary>Represents how long networks learn.</summary>
    /// <param name="Search">The steps by which a machine must have found its way, or another may start.</param>
    /// <param name="Steps">The steps of the machine that goes on, with those.</param>
    /// <param name="LstmSteps">The steps of the LSTM.</param>
    /// <param name="Rows">The sequences of a step.</param>
    internal sealed record Plan(int Search, int Steps, int LstmSteps, int Rows = 32);

    /// <summary>Represents sequences of one size, and how well they must be answered.</summary>
    /// <param name="Name">What they are called.</param>
    /// <param name="Size">The size.</param>
    /// <param name="MostBits">What answers may cost, in bits a sequence, or null.</param>
    /// <param name="MostWrong">The per cent of bits that may be wrong, or null.</param>
    /// <param name="Published">The bits a sequence of the paper, or null.</param>
    private protected sealed record Test(
        string Name, BitSize Size, Bound? MostBits, Bound? MostWrong, double? Published = null);
}
