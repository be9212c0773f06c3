namespace RnnGen.Training;

/// <summary>Represents pictures side by side, with the noise by which a network draws them.</summary>
internal sealed class DrawBatch
{
    private readonly DrawNetwork network;
    private readonly GradientEngine engine;
    private readonly float[] images;
    private readonly float[] noise;
    private readonly int[] classes;
    private RowShare[] shares = [];

    /// <param name="network">The network.</param>
    /// <param name="engine">What computes its losses.</param>
    /// <param name="rows">The most pictures.</param>
    public DrawBatch(DrawNetwork network, GradientEngine engine, int rows)
    {
        this.network = network;
        this.engine = engine;
        images = new float[rows * network.Config.Values];
        noise = new float[rows * NoiseColumns];
        classes = new int[rows];
    }

    /// <summary>Reads pictures and draws noise.</summary>
    /// <param name="set">The pictures.</param>
    /// <param name="indices">Which of them.</param>
    /// <param name="variation">How they are varied.</param>
    /// <param name="classDropout">The share that is drawn without a class.</param>
    /// <param name="chance">What decides of all of that.</param>
    public void Fill(
        ImageSet set, ReadOnlySpan<int> indices, ImageVariation variation, double classDropout, Rng chance)
    {
        var values = network.Config.Values;
        for (var i = 0; i < indices.Length; i++)
        {
            set.Read(indices[i], chance, variation, images.AsSpan(i * values, values));
            var isDropped = classDropout > 0 && chance.Uniform() < classDropout;
            classes[i] = isDropped ? network.Config.Classes : set.ClassOf(indices[i]);
        }

        foreach (ref var number in noise.AsSpan(0, indices.Length * NoiseColumns))
        {
            number = chance.Normal();
        }

        Take(0, indices.Length);
    }

    /// <summary>Turns to some of the pictures that were read.</summary>
    public void Take(int first, int count)
    {
        shares = [.. RowShare.Of(engine, count).Select(share => share with { First = first + share.First })];
    }

    /// <summary>Computes the losses of the pictures of one backend, a column; null if it has none.</summary>
    public Tensor? Loss(Backend on)
    {
        return Array.Find(shares, share => share.On == on) is { } part
            ? network.Loss(Images(part), Noise(part), Classes(part))
            : null;
    }

    /// <summary>Computes the losses of the pictures and their gradient, in segments of the steps.</summary>
    /// <inheritdoc cref="GradientEngine.Differentiate{TState}"/>
    public double Differentiate(int segments, double weight, WeightVector gradients)
    {
        return engine.Differentiate<DrawState>(shares, segments, Segment, weight, gradients);

        Tensor Segment(Backend on, int index, ref DrawState state)
        {
            var part = Array.Find(shares, share => share.On == on)!;
            state = index == 0 ? network.InitialState(on, part.Count, Classes(part)) : state;
            var steps = network.Config.Steps;
            return network.Loss(
                Images(part), Noise(part), steps * index / segments, steps * (index + 1) / segments, ref state);
        }
    }

    /// <summary>Computes losses as above, and the divergence of each step.</summary>
    /// <param name="on">The backend.</param>
    /// <param name="divergences">Receives them, [pictures][steps], in nats.</param>
    public Tensor? Loss(Backend on, double[] divergences)
    {
        if (Array.Find(shares, share => share.On == on) is not { } part)
        {
            return null;
        }

        var steps = new Tensor[network.Config.Steps];
        var loss = network.Loss(Images(part), Noise(part), Classes(part), steps);
        for (var row = 0; row < part.Count; row++)
        {
            for (var t = 0; t < steps.Length; t++)
            {
                divergences[((part.First + row) * steps.Length) + t] = steps[t].Row(row)[0];
            }
        }

        return loss;
    }

    private Tensor Images(RowShare part) => part.Take(images, network.Config.Values);

    private Tensor Noise(RowShare part) => part.Take(noise, NoiseColumns);

    private ReadOnlyMemory<int> Classes(RowShare part)
    {
        return network.Config.Classes > 0 ? classes.AsMemory(part.First, part.Count) : default;
    }

    private int NoiseColumns => network.Config.Steps * network.Config.Latent;
}
