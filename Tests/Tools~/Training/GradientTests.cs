using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Finite differences in float64 as the oracle of every gradient.</summary>
public class GradientTests
{
    private const int Rows = 2;
    private const int Columns = 4;

    private static readonly Dictionary<string, Func<Leaves, Tensor>> operations = new()
    {
        ["Linear"] = x => x.A.Linear(x.W, x.B) + x.C.Linear(x.W),
        ["Linear of two"] = x => x.A.Linear(x.W, x.C, x.U, x.B) + x.C.Linear(x.U, x.A, x.W),
        ["Linear of one-hot"] = x => x.Token.Linear(x.W, x.C, x.U, x.B),
        ["Add"] = x => x.A + x.C,
        ["Subtract"] = x => x.A - x.C,
        ["Multiply"] = x => x.A * x.C * x.A,
        ["Scale"] = x => x.A.Scale(-1.5f, 0.25f) * x.C,
        ["Sigmoid"] = x => x.A.Sigmoid(),
        ["Tanh"] = x => x.A.Tanh(),
        ["Exp"] = x => x.A.Exp(),
        ["Log"] = x => x.A.Exp().Log() * x.C + x.C.Exp().Log(),
        ["Softmax"] = x => x.A.Softmax() * x.C,
        ["LogSoftmax"] = x => x.A.LogSoftmax(2, 2) * x.C + x.A.LogSoftmax(2, 1) * x.A,
        ["Normalise"] = x => x.A.Normalise() * x.C + x.A.Part(1, 3).Normalise().Join(x.C.Part(0, 1)),
        ["Sum"] = x => (x.A * x.C).Sum() + x.A.Part(1, 2).Sum(),
        ["ScaleRows"] = x => x.A.ScaleRows(x.C.Part(1, 1)).ScaleRows(x.A.Part(2, 1)),
        ["MatMul"] = x => x.A.MatMul(x.C, new MatrixShape(2, 2, 2), x.C),
        ["MatMul, transposed left"] = x => x.A.MatMul(x.C, new MatrixShape(2, 2, 2, true)) * x.A,
        ["MatMul, transposed right"] = x => x.A.MatMul(x.C, new MatrixShape(2, 2, 2, false, true)) * x.A,
        ["MatMul, both transposed"] = x => x.A.MatMul(x.C, new MatrixShape(2, 2, 2, true, true)) * x.A,
        ["MatMul of views"] = x => x.A.Part(1, 2).MatMul(x.C.Part(0, 2), new MatrixShape(2, 1, 2), x.A * x.C),
        ["FilterBank"] = x => x.A.Join(x.C.Part(0, 1)).FilterBank(0, 2, 2, 3)
            * x.C.Join(x.A.Part(1, 1)).FilterBank(1, 2, 2, 2),
        ["FilterBank that wraps"] = x => x.A.Join(x.C.Part(0, 1)).FilterBank(0, 2, 2, 3, wraps: true) * x.C,
        ["TimeGate"] = x => x.A.Scale(0.25f, 5).Join(x.C).Join((x.A * x.C).Scale(0.1f, 0.5f)).TimeGate(x.Times, 0.5f),
        ["TimeGate of a period below 0"] =
            x => x.A.Scale(-0.25f, -5).Join(x.C).Join((x.A * x.C).Scale(0.1f, 0.5f)).TimeGate(x.Times, 0.5f),
        ["TimeGate that is always open"] =
            x => x.A.Scale(0.25f, 5).Join(x.C).Join((x.A * x.C).Scale(0.1f, 1.5f)).TimeGate(x.Times, 0.5f),
        ["Part and Join"] = x => x.A.Part(1, 3).Join(x.C.Part(0, 1)) * x.A,
        ["Reshape"] = x => (x.A * x.A.Reshape(2).Reshape(4)).Reshape(1) + x.A.Part(1, 2).Reshape(1).Join(
            x.C.Part(0, 2).Reshape(1)).Reshape(1),
        ["Select"] = x => x.A.Select(x.C, new[] { true, false }) * x.A,
        ["LstmGates"] = x => Product(x.A.Join(x.C).Join(x.A * x.C).Join(x.A - x.C).LstmGates(x.C)),
        ["Detach"] = x => x.A.Detach() * x.C,
        ["Repeat"] = x => x.On.Repeat(x.B, Rows) * x.A,
        ["CrossEntropy"] = x => x.A.CrossEntropy(new[] { 3, 0 }),
        ["BernoulliLoss"] = x => x.A.BernoulliLoss(x.Between),
    };

    [TestCaseSource(nameof(Operations))]
    public void Of_an_operation(string operation)
    {
        var (parameters, loss) = Operation(operation);
        FiniteDifferences.Check(parameters, operation == "Detach" ? ["a"] : [], loss);
    }

    [TestCaseSource(nameof(Networks))]
    public void Of_a_network_over_several_steps(string cell)
    {
        var (parameters, loss) = Network(cell);
        FiniteDifferences.Check(parameters, [], loss);
    }

    [TestCaseSource(typeof(CellCases), nameof(CellCases.Names))]
    public void Of_a_cell_over_several_steps(string name)
    {
        var cell = CellCases.Of(name);
        FiniteDifferences.Check(cell.Parameters, [], cell.Loss);
    }

    /// <summary>Gets parameters, and a loss that depends on them through one operation.</summary>
    internal static (ParameterSet Parameters, Func<Backend, Tensor> Loss) Operation(string name)
    {
        var parameters = new ParameterSet(1);
        var leaves = new[] { "a", "c", "w", "u" }
            .Select(leaf => parameters.Matrix(leaf, Columns, Columns)).ToArray();
        var b = parameters.Row("b", Columns);
        parameters.Randomized(2, 1);
        var factors = Tensors.Normal(new Rng(3), Rows * Columns);
        return (parameters, on =>
        {
            var y = operations[name](new Leaves(on, leaves, b));
            return y * on.From(factors.AsSpan(0, y.Rows * y.Columns), y.Rows, y.Columns);
        });
    }

    /// <summary>Gets parameters, and the loss of a network of them over several steps.</summary>
    internal static (ParameterSet Parameters, Func<Backend, Tensor> Loss) Network(string cell)
    {
        var parameters = new ParameterSet(1);
        var network = Network(parameters, cell);
        parameters.Randomized(4, 0.7f);
        int[][] tokens = [[0, 1, 4], [2, 2, 0], [3, 0, 1], [1, 4, 2], [4, 3, 3]];
        return (parameters, on =>
        {
            var state = network.NewState(on, 3);
            Tensor? loss = null;
            for (var t = 0; t + 1 < tokens.Length; t++)
            {
                if (t == 2)
                {
                    state.Reset(new[] { false, true, false });
                }

                var step = network.Step(on.OneHot(tokens[t], 5), state).CrossEntropy(tokens[t + 1]);
                loss = loss is null ? step : loss + step;
            }

            return loss!;
        });
    }

    internal static IEnumerable<string> Operations() => operations.Keys;

    internal static IEnumerable<string> Networks() => SequenceConfig.Cells;

    private static Tensor Product((Tensor Hidden, Tensor Cell) pair) => pair.Hidden * pair.Cell + pair.Cell;

    private static SequenceNetwork Network(ParameterSet parameters, string cell)
    {
        var config = new SequenceConfig { Cell = cell, Inputs = 5, Outputs = 5, Size = 4, Layers = 2 };
        return SequenceNetwork.Create(config, parameters);
    }

    /// <summary>
    /// Tensors that parameters determine, so that the gradient of every input is checked as well.
    /// </summary>
    private sealed class Leaves(Backend on, Parameter[] parameters, Parameter b)
    {
        public Backend On { get; } = on;

        public Tensor A { get; } = on.OneHot(new[] { 0, 2 }, Columns).Linear(parameters[0]);

        public Tensor C { get; } = on.OneHot(new[] { 1, 1 }, Columns).Linear(parameters[1]);

        public Parameter W { get; } = parameters[2];

        public Parameter U { get; } = parameters[3];

        public Parameter B { get; } = b;

        public Tensor Token { get; } = on.OneHot(new[] { 3, 1 }, Columns);

        public Tensor Times { get; } = on.From([12, 0.25f, 40, 0.5f], Rows, 2);

        public Tensor Between { get; } = on.From([0, 1, 0.25f, 0.5f, 1, 0, 0.75f, 0], Rows, Columns);
    }
}
