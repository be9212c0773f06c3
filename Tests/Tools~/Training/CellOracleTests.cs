using NUnit.Framework;
using RnnGen.Training;
using TorchSharp;

namespace RnnGen.Tools.Tests;

/// <summary>PyTorch's own recurrent modules, as libtorch has them, as the oracle of the cells.</summary>
public class CellOracleTests
{
    private const int Steps = 64;
    private const int Rows = 3;

    private static readonly int[] sizes = [1, 5, 8, 15, 16, 17, 33, 64, 65];

    [Test]
    public void Lstm_equals_nn_LSTM([ValueSource(nameof(sizes))] int size, [Values] bool onTorch)
    {
        var parameters = new ParameterSet(1);
        var cell = new LstmCell(parameters, "cell", size + 2, size);
        using var oracle = torch.nn.LSTM(size + 2, size);
        Import(oracle, parameters.Randomized(2, 0.4f), 0, 1, 2);
        var expected = Run(x => oracle.call(x).Item1, size + 2);
        Assert.That(Tensors.Distance(Run(cell, onTorch), expected), Is.LessThan(1e-5));
    }

    [Test]
    public void Lstm_equals_nn_LSTMCell([ValueSource(nameof(sizes))] int size)
    {
        var parameters = new ParameterSet(1);
        var cell = new LstmCell(parameters, "cell", size + 2, size);
        using var oracle = torch.nn.LSTMCell(size + 2, size);
        Import(oracle, parameters.Randomized(2, 0.4f), 0, 1, 2);
        var expected = Run(x => StepByStep(x, oracle, size), size + 2);
        Assert.That(Tensors.Distance(Run(cell, onTorch: false), expected), Is.LessThan(1e-5));
    }

    [Test]
    public void Gru_reset_after_equals_nn_GRU([ValueSource(nameof(sizes))] int size, [Values] bool onTorch)
    {
        var parameters = new ParameterSet(1);
        var cell = new GruResetAfterCell(parameters, "cell", size + 2, size);
        using var oracle = torch.nn.GRU(size + 2, size);
        Import(oracle, parameters.Randomized(2, 0.4f), 0, 1, 2, 3);
        var expected = Run(x => oracle.call(x).Item1, size + 2);
        Assert.That(Tensors.Distance(Run(cell, onTorch), expected), Is.LessThan(1e-5));
    }

    [Test]
    public void Rnn_equals_nn_RNN([ValueSource(nameof(sizes))] int size, [Values] bool onTorch)
    {
        var parameters = new ParameterSet(1);
        var cell = new RnnCell(parameters, "cell", size + 2, size);
        using var oracle = torch.nn.RNN(size + 2, size);
        Import(oracle, parameters.Randomized(2, 0.2f), 0, 1, 2);
        var expected = Run(x => oracle.call(x).Item1, size + 2);
        Assert.That(Tensors.Distance(Run(cell, onTorch), expected), Is.LessThan(1e-5));
    }

    [Test]
    public void The_lectures_gru_is_not_nn_GRU()
    {
        const int Size = 16;
        var parameters = new ParameterSet(1);
        var cell = new GruCell(parameters, "cell", Size + 2, Size);
        parameters.Randomized(2, 0.4f);
        using var oracle = torch.nn.GRU(Size + 2, Size);
        // nn.GRU's update gate keeps what is old where the lecture's takes what is new, hence the sign; its
        // biases are 0. What then remains apart is the place of the reset, unless r is 1.
        var w = torch.cat([-Matrix(parameters[0]), Matrix(parameters[2])], 0);
        var u = torch.cat([-Matrix(parameters[1]), Matrix(parameters[3])], 0);
        w = torch.cat([-w.narrow(0, Size, Size), w.narrow(0, 0, Size), w.narrow(0, 2 * Size, Size)], 0);
        u = torch.cat([-u.narrow(0, Size, Size), u.narrow(0, 0, Size), u.narrow(0, 2 * Size, Size)], 0);
        Set(oracle, "weight_ih", w);
        Set(oracle, "weight_hh", u);
        Set(oracle, "bias_ih", torch.zeros(3 * Size));
        Set(oracle, "bias_hh", torch.zeros(3 * Size));
        var expected = Run(x => oracle.call(x).Item1, Size + 2);
        var actual = Run(cell, onTorch: false);
        const int FirstStep = Rows * Size;
        Assert.That(
            Tensors.Distance(actual[..FirstStep], expected[..FirstStep]), Is.LessThan(1e-6),
            "Under h = 0 the reset changes nothing, so the first step shows that the weights were imported.");
        Assert.That(Tensors.Distance(actual, expected), Is.GreaterThan(1e-2));
    }

    /// <summary>
    /// Copies [inputs][outputs] parameters, at their places in a set, to a module's [outputs, inputs].
    /// </summary>
    private static void Import(torch.nn.Module module, ParameterSet from, int w, int u, int b, int c = -1)
    {
        Set(module, "weight_ih", Matrix(from[w]));
        Set(module, "weight_hh", Matrix(from[u]));
        Set(module, "bias_ih", Matrix(from[b]).squeeze(1));
        Set(module, "bias_hh", c < 0 ? torch.zeros(from[b].Outputs) : Matrix(from[c]).squeeze(1));
    }

    private static void Set(torch.nn.Module module, string name, torch.Tensor value)
    {
        using var noGradient = torch.no_grad();
        var (_, parameter) = module.named_parameters().Single(
            pair => pair.name.StartsWith(name, StringComparison.Ordinal));
        parameter.copy_(value);
    }

    private static torch.Tensor Matrix(Parameter parameter)
    {
        var values = Enumerable.Range(0, parameter.Inputs)
            .SelectMany(input => parameter.Row(input).ToArray());
        return torch.tensor(values.ToArray(), parameter.Inputs, parameter.Outputs).t();
    }

    private static float[] Inputs(int columns) => Tensors.Normal(new Rng(9), Steps * Rows * columns);

    private static float[] Run(Func<torch.Tensor, torch.Tensor> oracle, int inputs)
    {
        // Not under no_grad, where nn.LSTM of libtorch 2.10 takes another path and contradicts its own
        // LSTMCell.
        using var scope = torch.NewDisposeScope();
        var outputs = oracle(torch.tensor(Inputs(inputs), Steps, Rows, inputs));
        return outputs.detach().contiguous().data<float>().ToArray();
    }

    private static float[] Run<TState>(Cell<TState> cell, bool onTorch)
        where TState : struct, ICellState<TState>
    {
        using var backend = new TorchBackend();
        Backend on = onTorch ? backend : new CpuBackend();
        var columns = cell.Outputs + 2;
        var values = Inputs(columns);
        var state = cell.InitialState(on, Rows);
        var outputs = new List<float>();
        for (var t = 0; t < Steps; t++)
        {
            on.NextStep();
            var x = on.From(values.AsSpan(t * Rows * columns, Rows * columns), Rows, columns);
            outputs.AddRange(cell.Step(x, ref state).Values());
        }

        return [.. outputs];
    }

    private static torch.Tensor StepByStep(torch.Tensor x, TorchSharp.Modules.LSTMCell cell, int size)
    {
        var (h, c) = (torch.zeros(Rows, size), torch.zeros(Rows, size));
        var outputs = new List<torch.Tensor>();
        for (var t = 0; t < Steps; t++)
        {
            (h, c) = cell.call(x[t], (h, c));
            outputs.Add(h);
        }

        return torch.stack(outputs);
    }
}
