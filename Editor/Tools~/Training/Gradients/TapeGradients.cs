using System.Numerics;

namespace RnnGen.Training;

/// <summary>Represents gradients computed in C#, on the processor, by the tapes of Core.</summary>
/// <remarks>
/// A batch is cut into a fixed number of shards, each with a tape, and their gradients are added in order: so
/// the number of threads decides how long a window takes, and nothing else. After a few windows of one shape
/// the engine itself allocates nothing.
/// </remarks>
public sealed class TapeGradients : GradientEngine
{
    private const int Shards = 4;

    private readonly ParameterSet parameters;
    private readonly TapeBackend[] tapes = new TapeBackend[Shards];
    private readonly double[] losses = new double[Shards];
    private readonly Crew crew;
    private readonly Action<int> prepare;
    private readonly Action<int> differentiate;
    private readonly Action<int> evaluate;
    private readonly Action<int> sum;
    private Func<Backend, Tensor?>? window;
    private WeightVector? gradients;
    private float weight;

    /// <summary>Initializes an engine.</summary>
    /// <param name="parameters">The parameters that gradients are wanted of.</param>
    /// <param name="threads">
    /// How many threads may work at once, at least 1; more than the shards, 4, do nothing.
    /// </param>
    /// <param name="isExact">Whether products are the same bits on every machine, as when playing.</param>
    public TapeGradients(ParameterSet parameters, int threads, bool isExact = false)
    {
        if (threads < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(threads), $"An engine works with at least 1 thread, but was given {threads}.");
        }

        this.parameters = parameters;
        tapes[0] = new TapeBackend(parameters, isExact);
        for (var i = 1; i < Shards; i++)
        {
            tapes[i] = new TapeBackend(tapes[0]);
        }

        crew = new Crew(Math.Min(threads, Shards));
        prepare = i => tapes[0].Prepare(parameters[i]);
        differentiate = i => losses[i] = tapes[i].Differentiate(window!, weight);
        evaluate = i => losses[i] = tapes[i].Evaluate(window!);
        sum = i => Sum(parameters[i], gradients![i]);
    }

    /// <inheritdoc/>
    public override double Differentiate(
        Func<Backend, Tensor?> window, double weight, WeightVector gradients)
    {
        this.window = window;
        this.weight = (float)weight;
        return Differentiate(differentiate, weight, gradients);
    }

    /// <inheritdoc/>
    public override double Differentiate<TState>(
        RowShare[] shares, int segments, Segment<TState> segment, double weight, WeightVector gradients)
    {
        return Differentiate(
            i => losses[i] = Array.Exists(shares, share => share.On == tapes[i])
                ? new Checkpointing<TState>(tapes[i], segments, segment).Differentiate((float)weight)
                : tapes[i].Differentiate(_ => null),
            weight,
            gradients);
    }

    /// <inheritdoc/>
    public override double Evaluate(Func<Backend, Tensor?> window, double weight)
    {
        this.window = window;
        crew.Run(parameters.Count, prepare);
        crew.Run(Shards, evaluate);
        return losses.Sum() * weight;
    }

    /// <summary>Does tasks on all threads.</summary>
    internal override void Share(int count, Action<int> task) => crew.Run(count, task);

    /// <inheritdoc/>
    public override void Dispose()
    {
        crew.Dispose();
    }

    private double Differentiate(Action<int> shard, double weight, WeightVector to)
    {
        gradients = to;
        crew.Run(parameters.Count, prepare);
        crew.Run(Shards, shard);
        crew.Run(parameters.Count, sum);
        return losses.Sum() * weight;
    }

    private void Sum(Parameter parameter, Span<float> to)
    {
        for (var input = 0; input < parameter.Inputs; input++)
        {
            var row = to.Slice(input * parameter.Outputs, parameter.Outputs);
            tapes[0].Gradient(parameter, input).CopyTo(row);
            for (var i = 1; i < Shards; i++)
            {
                Add(tapes[i].Gradient(parameter, input), row);
            }
        }
    }

    private static void Add(ReadOnlySpan<float> x, Span<float> to)
    {
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(to[i..]) + new Vector<float>(x[i..])).CopyTo(to[i..]);
        }

        for (; i < x.Length; i++)
        {
            to[i] += x[i];
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Backend> Backends => tapes;

    /// <inheritdoc/>
    public override string Name => "native";
}
