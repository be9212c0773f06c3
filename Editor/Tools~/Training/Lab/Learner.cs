namespace RnnGen.Training;

/// <summary>Represents the training of one small network on batches that are made up as it goes.</summary>
/// <remarks>The number of threads changes no bit of the outcome.</remarks>
internal sealed class Learner : IDisposable
{
    private readonly GradientEngine engine;
    private readonly WeightVector gradients;
    private readonly Optimiser optimiser;
    private readonly Clipping clipping;

    /// <param name="parameters">What is learned.</param>
    /// <param name="optimiser">How weights move.</param>
    /// <param name="clipping">How gradients are limited.</param>
    /// <param name="threads">How many threads may work.</param>
    public Learner(ParameterSet parameters, Optimiser optimiser, Clipping clipping, int threads)
    {
        engine = new TapeGradients(parameters, threads);
        gradients = new WeightVector(parameters);
        this.optimiser = optimiser;
        this.clipping = clipping;
    }

    /// <summary>Takes a step.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="scale">What the sum of all losses is multiplied with.</param>
    /// <param name="loss">Makes the losses of some of the rows, a column.</param>
    /// <returns>The scaled sum before the step.</returns>
    public double Step(int rows, double rate, double scale, Func<RowShare, Tensor> loss)
    {
        var mean = engine.Differentiate(Spread(rows, loss), scale, gradients);
        if (clipping.Apply(gradients))
        {
            optimiser.Step(gradients, rate * clipping.RateFactor, engine);
        }

        return mean;
    }

    /// <summary>Computes the scaled sum of all losses.</summary>
    public double Measure(int rows, double scale, Func<RowShare, Tensor> loss)
    {
        return engine.Evaluate(Spread(rows, loss), scale);
    }

    /// <inheritdoc/>
    public void Dispose() => engine.Dispose();

    private Func<Backend, Tensor?> Spread(int rows, Func<RowShare, Tensor> loss)
    {
        var shares = RowShare.Of(engine, rows);
        return on => Array.Find(shares, share => share.On == on) is { } share ? loss(share) : null;
    }
}
