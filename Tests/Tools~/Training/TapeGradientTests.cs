using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>libtorch in float64 as the oracle of the tape's gradients.</summary>
public class TapeGradientTests
{
    [TestCaseSource(typeof(GradientTests), nameof(GradientTests.Operations))]
    public void Of_an_operation_equals_libtorch(string operation)
    {
        var (parameters, loss) = GradientTests.Operation(operation);
        Compare(parameters, loss, 1e-5);
    }

    [TestCaseSource(typeof(GradientTests), nameof(GradientTests.Networks))]
    public void Of_a_network_equals_libtorch(string cell)
    {
        var (parameters, loss) = GradientTests.Network(cell);
        Compare(parameters, loss, 1e-5);
    }

    [TestCaseSource(typeof(CellCases), nameof(CellCases.Names))]
    public void Of_a_cell_equals_libtorch(string name)
    {
        var cell = CellCases.Of(name);
        Compare(cell.Parameters, cell.Loss, 1e-4);
    }

    [Test]
    public void Of_larger_networks_equals_libtorch(
        [ValueSource(typeof(SequenceConfig), nameof(SequenceConfig.Cells))] string cell,
        [Values(15, 16, 17, 33, 64, 65, 100)] int size,
        [Values(1, 7)] int rows)
    {
        var parameters = new ParameterSet(1);
        var config = new SequenceConfig { Cell = cell, Inputs = 9, Outputs = 70, Size = size, Layers = 2 };
        var network = SequenceNetwork.Create(config, parameters);
        parameters.Randomized(2, 2 / MathF.Sqrt(size));
        var rng = new Rng(3);
        var inputs = Tensors.Normal(rng, 6 * rows * 9);
        var targets = Enumerable.Range(0, 6 * rows).Select(_ => rng.Below(71) - 1).ToArray();
        Compare(parameters, on => Loss(on, network, inputs, targets, rows), 1e-4);
    }

    [Test]
    public void Of_windows_equals_libtorch_when_the_state_is_carried([Values("lstm", "gru")] string cell)
    {
        var parameters = new ParameterSet(1);
        var config = new SequenceConfig { Cell = cell, Inputs = 20, Outputs = 20, Size = 24, Layers = 2 };
        var network = SequenceNetwork.Create(config, parameters);
        var rng = new Rng(5);
        int[][] pieces =
            [.. Enumerable.Range(0, 9).Select(i => Enumerable.Range(0, 5 + i).Select(_ => rng.Below(20)).ToArray())];
        var streams = TokenStreams.Pack(pieces, 0, rows: 6);
        using var tape = new TapeGradients(parameters, threads: 1);
        using var torch = new TorchGradients(parameters, threads: 1, exact: true);
        var onTape = new SpreadState(network, tape, streams.Rows);
        var onTorch = new SpreadState(network, torch, streams.Rows);
        WeightVector actual = new(parameters), expected = new(parameters);
        for (var first = 0; first + 4 <= streams.Length; first += 4)
        {
            tape.Differentiate(on => streams.Loss(network, onTape, on, first, 4), 0.1, actual);
            torch.Differentiate(on => streams.Loss(network, onTorch, on, first, 4), 0.1, expected);
            Compare(parameters, actual, expected, 1e-5);
        }

        Assert.That(Tensors.Distance(onTape.Values, onTorch.Values), Is.LessThan(1e-6));
    }

    [Test]
    public void Does_not_depend_on_the_number_of_threads()
    {
        var parameters = new ParameterSet(1);
        var config = new SequenceConfig { Inputs = 30, Outputs = 30, Size = 40, Layers = 2, Dropout = 0.3f };
        var network = SequenceNetwork.Create(config, parameters);
        var rng = new Rng(5);
        int[][] pieces =
            [.. Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, 12).Select(_ => rng.Below(30)).ToArray())];
        var streams = TokenStreams.Pack(pieces, 0, rows: 10);
        var all = new[] { 1, 2, 3, 9 }.Select(threads =>
        {
            using var engine = new TapeGradients(parameters, threads);
            var state = new SpreadState(network, engine, streams.Rows, withDropout: true);
            var gradients = new WeightVector(parameters);
            state.Reseed(new Rng(8));
            engine.Differentiate(on => streams.Loss(network, state, on, 0, 12), 1, gradients);
            return Enumerable.Range(0, parameters.Count).SelectMany(i => gradients[i].ToArray()).ToArray();
        }).ToArray();
        Assert.That(all, Is.All.EqualTo(all[0]));
    }

    [Test]
    public void A_failure_in_a_thread_reaches_the_caller_and_the_engine_still_works()
    {
        var parameters = new ParameterSet(1);
        var w = parameters.Matrix("w", 2, 2);
        using var engine = new TapeGradients(parameters, threads: 2);
        var gradients = new WeightVector(parameters);
        Assert.That(
            () => engine.Differentiate(_ => throw new ArithmeticException("late"), 1, gradients),
            Throws.InstanceOf<AggregateException>().With.InnerException.Message.EqualTo("late"));
        engine.Differentiate(on => on.OneHot(new[] { 1 }, 2).Linear(w), 1, gradients);
        Assert.That(gradients[0].ToArray(), Is.EqualTo(new[] { 0, 0, 4, 4 }));
    }

    private static Tensor Loss(Backend on, SequenceNetwork network, float[] inputs, int[] targets, int rows)
    {
        var state = network.NewState(on, rows);
        Tensor? loss = null;
        for (var t = 0; t < 6; t++)
        {
            var x = on.From(inputs.AsSpan(t * rows * 9, rows * 9), rows, 9);
            var step = network.Step(x, state).CrossEntropy(targets.AsMemory(t * rows, rows));
            loss = loss is null ? step : loss + step;
        }

        return loss!;
    }

    internal static void Compare(ParameterSet parameters, Func<Backend, Tensor> loss, double tolerance)
    {
        using var tape = new TapeGradients(parameters, threads: 1);
        using var torch = new TorchGradients(parameters, threads: 1, exact: true);
        WeightVector actual = new(parameters), expected = new(parameters);
        var value = tape.Differentiate(on => on == tape.Backends[0] ? loss(on) : null, 0.5, actual);
        Assert.That(torch.Differentiate(loss, 0.5, expected), Is.EqualTo(value).Within(1e-5 * Math.Abs(value)));
        Compare(parameters, actual, expected, tolerance);
    }

    /// <summary>Compares with the largest slope of each parameter as the measure.</summary>
    private static void Compare(ParameterSet parameters, WeightVector a, WeightVector b, double tolerance)
    {
        for (var i = 0; i < parameters.Count; i++)
        {
            var expected = b[i].ToArray();
            var largest = expected.Max(slope => Math.Abs(slope));
            Assert.That(
                Tensors.Distance(a[i].ToArray(), expected), Is.LessThanOrEqualTo(tolerance * largest),
                parameters[i].Name);
        }
    }
}
