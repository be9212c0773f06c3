using RnnGen.Training;

namespace RnnGen.Benchmarks;

/// <summary>Training in this library: tapes, and Adam.</summary>
/// <param name="parameters">What is learned.</param>
/// <param name="rows">The rows of a batch.</param>
/// <param name="threads">How many threads may work.</param>
/// <param name="weight">What the sum of all losses is multiplied with.</param>
/// <param name="loss">Makes the losses of some rows, a column.</param>
internal sealed class NativeTrainer(
    ParameterSet parameters, int rows, int threads, double weight, Func<RowShare, Tensor> loss) : ITrainer
{
    /// <summary>The learning rate of all engines.</summary>
    public const double Rate = 1e-3;

    private readonly TapeGradients engine = new(parameters, threads);
    private readonly WeightVector gradients = new(parameters);
    private readonly Adam adam = new(parameters);

    public double Step()
    {
        var shares = RowShare.Of(engine, rows);
        var mean = engine.Differentiate(
            on => Array.Find(shares, share => share.On == on) is { } share ? loss(share) : null,
            weight,
            gradients);
        adam.Step(gradients, Rate);
        return mean;
    }

    public void Dispose() => engine.Dispose();
}
