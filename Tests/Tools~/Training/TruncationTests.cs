using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Full backpropagation, written out, as the oracle of windows and of padding.</summary>
[TestFixture("native")]
[TestFixture("torch")]
public sealed class TruncationTests : IDisposable
{
    private const int Tokens = 6;

    private readonly ParameterSet parameters = new(1);
    private readonly SequenceNetwork network;
    private readonly GradientEngine engine;

    public TruncationTests(string backend)
    {
        var config = new SequenceConfig { Inputs = Tokens, Outputs = Tokens, Size = 8, Layers = 2 };
        network = SequenceNetwork.Create(config, parameters);
        engine = EngineChoice.Create(backend, parameters, threads: 1);
    }

    public void Dispose() => engine.Dispose();

    [Test]
    public void A_window_as_long_as_the_piece_is_full_backpropagation()
    {
        int[] piece = [0, 3, 1, 2, 0, 4, 1, 0, 3, 2];
        var streams = TokenStreams.Pack([piece], 5, rows: 1);
        var windowed = Gradient(
            on => streams.Loss(network, network.NewState(on, 1), 0, 0, piece.Length), out var a);
        var full = Gradient(
            on =>
            {
                var state = network.NewState(on, 1);
                Tensor? loss = null;
                for (var t = 0; t < piece.Length; t++)
                {
                    var x = on.OneHot(new[] { t == 0 ? 5 : piece[t - 1] }, Tokens);
                    var step = network.Step(x, state).CrossEntropy(new[] { piece[t] });
                    loss = loss is null ? step : loss + step;
                }

                return loss!;
            },
            out var b);
        Assert.That(a, Is.EqualTo(b));
        Assert.That(windowed, Is.EqualTo(full));
    }

    [Test]
    public void Carrying_the_state_makes_the_loss_independent_of_the_window(
        [Values(1, 2, 3, 5, 7)] int window)
    {
        int[][] pieces = [[0, 3, 1, 2, 0, 4, 1, 0, 3, 2], [1, 1, 2], [4, 0, 2, 2]];
        var streams = TokenStreams.Pack(pieces, 5, rows: 2);
        var expected = pieces.Sum(piece => Evaluate(on => Alone(on, piece)));
        var state = network.NewState(engine.Backends[0], 2);
        var sum = 0.0;
        for (var first = 0; first < streams.Length; first += window)
        {
            var count = Math.Min(window, streams.Length - first);
            sum += Evaluate(_ => streams.Loss(network, state, 0, first, count));
        }

        Assert.That(sum, Is.EqualTo(expected).Within(1e-5 * expected));
        Assert.That(streams.Tokens, Is.EqualTo(17));
    }

    [Test]
    public void No_gradient_reaches_an_earlier_window()
    {
        // Token 3 is heard in the first window only, so its weights would move only through the state.
        int[] piece = [3, 3, 1, 2, 0, 4, 1, 0];
        var streams = TokenStreams.Pack([piece], 5, rows: 1);
        var state = network.NewState(engine.Backends[0], 1);
        Evaluate(_ => streams.Loss(network, state, 0, 0, 4));
        var carried = Gradient(_ => streams.Loss(network, state, 0, 4, 4), out _);
        var whole = Gradient(on => streams.Loss(network, network.NewState(on, 1), 0, 0, 8), out _);
        var rowOfToken3 = new Range(3 * 4 * 8, 4 * 4 * 8);
        Assert.That(carried[0][rowOfToken3], Is.All.Zero);
        Assert.That(whole[0][rowOfToken3], Has.Some.Not.Zero);
    }

    // Oracle: the losses that a window counts are those of all its steps but those of its first steps.
    [Test]
    public void A_window_that_overlaps_goes_back_to_its_first_step()
    {
        int[] piece = [3, 3, 1, 2, 0, 4, 1, 0];
        var streams = TokenStreams.Pack([piece], 5, rows: 1);
        var last = Gradient(on => Window(on, 6, new Overlap(4, 2)), out var loss);
        var whole = Gradient(on => Window(on, 6, default), out var all);
        var begin = Gradient(on => Window(on, 4, default), out var heard);
        Assert.That(loss, Is.EqualTo(all - heard).Within(1e-5));
        for (var i = 0; i < parameters.Count; i++)
        {
            float[] difference = [.. whole[i].Zip(begin[i], (a, b) => a - b)];
            Assert.That(Tensors.Distance(last[i], difference), Is.LessThan(1e-5));
        }

        Tensor Window(Backend on, int count, Overlap overlap)
        {
            return streams.Loss(network, network.NewState(on, 1), 0, 0, count, overlap: overlap);
        }
    }

    // Oracle: the loss of the whole piece.
    [TestCase(4, 1)]
    [TestCase(4, 2)]
    [TestCase(4, 4)]
    public void Windows_that_overlap_count_each_target_once(int window, int stride)
    {
        int[] piece = [3, 3, 1, 2, 0, 4, 1, 0, 2, 1, 1, 4];
        var streams = TokenStreams.Pack([piece], 5, rows: 1);
        var state = network.NewState(engine.Backends[0], 1);
        var sum = 0.0;
        for (var first = 0; first + window <= piece.Length; first += stride)
        {
            var overlap = new Overlap(first == 0 ? 0 : window - stride, window - stride);
            sum += Evaluate(_ => streams.Loss(network, state, 0, first, window, overlap: overlap));
        }

        Assert.That(sum, Is.EqualTo(Evaluate(on => Alone(on, piece))).Within(1e-5 * sum));
    }

    [Test]
    public void Padding_has_no_gradient()
    {
        int[][] pieces = [[0, 3, 1, 2, 0, 3, 1, 0, 3, 2], [1, 2]];
        var streams = TokenStreams.Pack(pieces, 5, rows: 2);
        var padded = Gradient(on => streams.Loss(network, network.NewState(on, 2), 0, 0, 10), out var loss);
        var alone = new WeightVector(parameters);
        var sum = 0.0;
        foreach (var piece in pieces)
        {
            var part = Gradient(on => Alone(on, piece), out var partLoss);
            sum += partLoss;
            for (var i = 0; i < parameters.Count; i++)
            {
                for (var k = 0; k < alone[i].Length; k++)
                {
                    alone[i][k] += part[i][k];
                }
            }
        }

        Assert.That(loss, Is.EqualTo(sum).Within(1e-6 * sum));
        for (var i = 0; i < parameters.Count; i++)
        {
            Assert.That(Tensors.Distance(padded[i], alone[i].ToArray()), Is.LessThan(1e-6));
        }

        var onlyPadding = Gradient(
            on => network.Step(on.OneHot(new[] { 1, 2 }, Tokens), network.NewState(on, 2))
                .CrossEntropy(new[] { TokenStreams.Padding, TokenStreams.Padding }),
            out var nothing);
        Assert.That(nothing, Is.Zero);
        Assert.That(onlyPadding.SelectMany(values => values), Is.All.Zero);
    }

    private Tensor Alone(Backend on, int[] piece)
    {
        var streams = TokenStreams.Pack([piece], 5, rows: 1);
        return streams.Loss(network, network.NewState(on, 1), 0, 0, piece.Length);
    }

    private double Evaluate(Func<Backend, Tensor> window) => engine.Evaluate(OnTheFirst(window), 1);

    private Func<Backend, Tensor?> OnTheFirst(Func<Backend, Tensor> window)
    {
        return on => on == engine.Backends[0] ? window(on) : null;
    }

    private float[][] Gradient(Func<Backend, Tensor> window, out double loss)
    {
        var gradients = new WeightVector(parameters);
        loss = engine.Differentiate(OnTheFirst(window), 1, gradients);
        return [.. Enumerable.Range(0, parameters.Count).Select(i => gradients[i].ToArray())];
    }
}
