namespace RnnGen.Training;

/// <summary>How much of a gradient is left, and through which cells, the further back in time it has come.</summary>
/// <remarks>
/// The Jacobian of h at the end by the state before: all its rows at once, one in each row of the batch, which
/// all hear the same. The norm is Frobenius', of all that the cell remembers. The bound of Pascanu, Mikolov and
/// Bengio (2013) holds of the tanh cell; gates that begin as for a memory of T steps, σ(b) = 1 - 1 / T, are of
/// Tallec and Ollivier (2018).
/// </remarks>
internal sealed class VanishingGradients() : Experiment(
    "vanishing-gradients", "Vanishing gradients",
    "Through 200 steps a tanh cell loses the gradient, and gates keep it.", 0.1)
{
    private const int Steps = 200;
    private const int Size = 32;

    // A constant, by which a cell without biases has them, and noise.
    private const int Inputs = 3;

    private const float Norm = 0.9f;

    private static readonly float Remember = MathF.Log(Steps - 1);

    public override Findings Run(Trial trial)
    {
        var bounded = Curve($"tanh, |U| = {Norm}", trial.Seed, p => Orthogonal(p, new RnnCell(p, "c", Inputs, Size)));
        var usual = Curve("tanh, as usual", trial.Seed, p => new RnnCell(p, "c", Inputs, Size));
        var gru = Curve("GRU, as usual", trial.Seed, p => new GruCell(p, "c", Inputs, Size));
        var keepingGru = Curve("GRU, gates for 200", trial.Seed, p => MemoryCells.Gru(p, Inputs, 0, Size, Remember));
        var lstm = Curve("LSTM, as usual", trial.Seed, p => new LstmCell(p, "c", Inputs, Size));
        var keepingLstm = Curve("LSTM, gates for 200", trial.Seed, p => MemoryCells.Lstm(p, Inputs, Size, Remember));
        var carousel = Curve("LSTM, f = 1, i = 0", trial.Seed, p => MemoryCells.Lstm(p, Inputs, Size, 40));
        var worst = Enumerable.Range(0, Steps).Max(
            t => bounded.Y[t] / (Math.Sqrt(Size) * Math.Pow(Norm, bounded.X[t])));
        Curve[] curves = [bounded, usual, gru, keepingGru, lstm, keepingLstm, carousel];
        return new Findings(
            [
                new Figure("tanh, largest share of the bound √n 0.9^k", worst, Bound.AtMost(1.0001))
                {
                    Note = "Pascanu et al. 2013",
                },
                new Figure("tanh, left after 199 steps", Left(bounded), Bound.AtMost(1e-8))
                {
                    Published = Math.Pow(Norm, Steps - 1), Note = "at most, relative to one step",
                },
                new Figure("LSTM with gates for 200, left", Left(keepingLstm), Bound.AtLeast(0.05))
                {
                    Published = Math.Exp(-1), Baseline = Left(bounded), Note = "(1 - 1/T)^T of c alone",
                },
                new Figure("GRU with gates for 200, left", Left(keepingGru), Bound.AtLeast(0.05))
                {
                    Published = Math.Exp(-1), Baseline = Left(bounded),
                },
                new Figure("LSTM with f = 1 and i = 0, left", Left(carousel), Bound.Near(1, 1e-5))
                {
                    Published = 1, Note = "the constant error carousel",
                },
            ],
            [
                new Chart("What is left of the gradient", "steps back", "|∂h(T) / ∂state(T - k)|", curves)
                {
                    IsLogarithmic = true,
                },
            ]);
    }

    private static double Left(Curve curve) => curve.Y[^1] / curve.Y[0];

    private static Curve Curve<TState>(string name, ulong seed, Func<ParameterSet, Cell<TState>> make)
        where TState : struct, ICellState<TState>
    {
        var parameters = new ParameterSet(seed);
        var cell = make(parameters);
        var probes = new List<Parameter>[Steps];
        var start = cell.InitialState(new CpuBackend(), Size);
        for (var t = 0; t < Steps; t++)
        {
            probes[t] = [];
            var add = new Probing(parameters, probes[t]);
            start.Zip(start, ref add);
        }

        var tape = new TapeBackend(parameters);
        var rng = new Rng(seed);
        int[] each = [.. Enumerable.Range(0, Size)];
        tape.Differentiate(on =>
        {
            var state = cell.InitialState(on, Size);
            var y = on.New(Size, Size);
            for (var t = 0; t < Steps; t++)
            {
                var shift = new Shifting(probes[t], on.OneHot(each, Size));
                state = state.Zip(state, ref shift);
                float[] x = [1, rng.Normal(), rng.Normal()];
                y = cell.Step(on.From([.. each.SelectMany(_ => x)], Size, Inputs), ref state);
            }

            // Row r is to say what becomes of output r.
            float[] own = [.. each.SelectMany(r => each.Select(column => r == column ? 1f : 0))];
            return (y * on.From(own, Size, Size)).Sum();
        });
        double[] norms = [.. probes.Select(tensors => Math.Sqrt(tensors.Sum(probe => SumOfSquares(tape, probe))))];
        return new Curve(name, [.. Enumerable.Range(1, Steps)], [.. norms.Reverse()]);
    }

    private static double SumOfSquares(TapeBackend tape, Parameter probe)
    {
        var sum = 0.0;
        for (var row = 0; row < Size; row++)
        {
            foreach (var slope in tape.Gradient(probe, row))
            {
                sum += (double)slope * slope;
            }
        }

        return sum;
    }

    /// <summary>Makes U orthogonal but for a factor: rows of chance made perpendicular (Gram and Schmidt).</summary>
    private static RnnCell Orthogonal(ParameterSet parameters, RnnCell cell)
    {
        var u = parameters[1];
        for (var i = 0; i < Size; i++)
        {
            var row = u.Row(i);
            for (var j = 0; j < i; j++)
            {
                var other = u.Row(j);
                var along = Dot(row, other) / Dot(other, other);
                for (var k = 0; k < Size; k++)
                {
                    row[k] -= along * other[k];
                }
            }

            var factor = Norm / MathF.Sqrt(Dot(row, row));
            foreach (ref var number in row)
            {
                number *= factor;
            }
        }

        return cell;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0f;
        for (var k = 0; k < Size; k++)
        {
            sum += a[k] * b[k];
        }

        return sum;
    }

    /// <summary>Adds a matrix of zeros for each tensor of a state, by whose gradient its slopes are read.</summary>
    private readonly struct Probing(ParameterSet parameters, List<Parameter> probes) : IStateOperation
    {
        public Tensor Apply(Tensor mine, Tensor other)
        {
            var probe = parameters.Matrix($"probe.{parameters.Count}", Size, Size);
            probe.Fill(0, 0, Size);
            probes.Add(probe);
            return mine;
        }
    }

    /// <summary>Adds row r of its matrix to row r of each tensor.</summary>
    private struct Shifting(List<Parameter> probes, Tensor rows) : IStateOperation
    {
        private int next;

        public Tensor Apply(Tensor mine, Tensor other) => mine + rows.Linear(probes[next++]);
    }
}
