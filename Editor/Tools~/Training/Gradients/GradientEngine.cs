namespace RnnGen.Training;

/// <summary>
/// Represents what computes a loss over a window of steps, and how it changes with each weight.
/// Optimisers know nothing else of how a network is differentiated.
/// </summary>
/// <remarks>
/// The rows of a batch are spread over one or more backends: see <see cref="RowShare"/>. Not safe for use by
/// several threads at once.
/// </remarks>
public abstract class GradientEngine : IDisposable
{
    /// <summary>
    /// Computes the loss of a window and its gradient.
    /// </summary>
    /// <param name="window">
    /// Makes the loss of the rows of one backend, a column, from tensors of that backend; null if it has no
    /// rows. Called once for each, by several threads at the same time. Its tensors are gone when this method
    /// returns, but for those that were kept (<see cref="Backend.Keep"/>).
    /// </param>
    /// <param name="weight">What the sum of the column is multiplied with: 1 / tokens for a mean.</param>
    /// <param name="gradients">Receives the gradient of the weighted sum by every parameter.</param>
    /// <returns>The weighted sum.</returns>
    public abstract double Differentiate(
        Func<Backend, Tensor?> window, double weight, WeightVector gradients);

    /// <summary>
    /// Computes the loss of a window and its gradient segment by segment, in the memory of one, where an engine can:
    /// see <see cref="Checkpointing{TState}"/>. This one computes it whole.
    /// </summary>
    /// <param name="shares">The rows of each backend; those that have none are left out.</param>
    /// <param name="segments">The number of segments, at least 1.</param>
    /// <param name="segment">
    /// Computes a segment, of which some have a loss; by several threads at the same time, and each twice, so that it
    /// must draw no numbers.
    /// </param>
    /// <param name="weight">What the losses are multiplied with.</param>
    /// <param name="gradients">Receives the gradient of the weighted sum by every parameter.</param>
    /// <returns>The weighted sum.</returns>
    public virtual double Differentiate<TState>(
        RowShare[] shares, int segments, Segment<TState> segment, double weight, WeightVector gradients)
        where TState : struct, ICellState<TState>
    {
        return Differentiate(Whole, weight, gradients);

        Tensor? Whole(Backend on)
        {
            Tensor? sum = null;
            var state = default(TState);
            for (var i = 0; i < segments && Array.Exists(shares, share => share.On == on); i++)
            {
                var loss = segment(on, i, ref state);
                sum = sum is null || loss is null ? sum ?? loss : sum + loss;
            }

            return sum;
        }
    }

    /// <summary>Computes the loss of a window, and no gradient.</summary>
    /// <inheritdoc cref="Differentiate"/>
    public abstract double Evaluate(Func<Backend, Tensor?> window, double weight);

    /// <summary>Does tasks 0 to count - 1, which do not depend on each other; this engine one by one.</summary>
    internal virtual void Share(int count, Action<int> task)
    {
        for (var i = 0; i < count; i++)
        {
            task(i);
        }
    }

    /// <summary>Frees what the engine holds outside of managed memory.</summary>
    public abstract void Dispose();

    /// <summary>
    /// Gets the backends whose tensors the windows are made of: initial states come from them.
    /// </summary>
    public abstract IReadOnlyList<Backend> Backends { get; }

    /// <summary>Gets the name by which it is chosen: "native" or "torch".</summary>
    public abstract string Name { get; }
}
