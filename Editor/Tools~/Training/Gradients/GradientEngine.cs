namespace RnnGen.Training;

/// <summary>
/// Represents what computes a loss over a window of steps, and how it changes with each weight.
/// Optimisers know nothing else of how a network is differentiated.
/// </summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public abstract class GradientEngine : IDisposable
{
    /// <summary>
    /// Computes the loss of a window and its gradient.
    /// </summary>
    /// <param name="window">
    /// Makes the loss, a column, from tensors of the backend it is given. Its tensors are gone when this
    /// method returns, but for those that were kept (<see cref="Backend.Keep"/>).
    /// </param>
    /// <param name="weight">What the sum of the column is multiplied with: 1 / tokens for a mean.</param>
    /// <param name="gradients">Receives the gradient of the weighted sum by every parameter.</param>
    /// <returns>The weighted sum.</returns>
    public abstract double Differentiate(Func<Backend, Tensor> window, double weight, WeightVector gradients);

    /// <summary>Computes the loss of a window, and no gradient.</summary>
    /// <inheritdoc cref="Differentiate"/>
    public abstract double Evaluate(Func<Backend, Tensor> window, double weight);

    /// <summary>Frees what the engine holds outside of managed memory.</summary>
    public abstract void Dispose();

    /// <summary>
    /// Gets the backend whose tensors the windows are made of: initial states come from it.
    /// </summary>
    public abstract Backend Backend { get; }
}
