#nullable enable

namespace RnnGen
{
    /// <summary>
    /// Represents a recurrent cell: one step of a recurrence, and the state it begins from.
    /// </summary>
    /// <typeparam name="TState">What the cell remembers, under the names of its paper.</typeparam>
    /// <remarks>
    /// A cell owns its parameters and nothing else: many states can be stepped over one set of weights.
    /// Unrolling, padding, truncation and checkpointing are functions over a cell (<see cref="Unroll"/>).
    /// </remarks>
    public abstract class Cell<TState>
        where TState : struct, ICellState<TState>
    {
        /// <summary>Advances by one step.</summary>
        /// <param name="x">The input, [rows, inputs].</param>
        /// <param name="state">The state before the step, replaced by the state after it.</param>
        /// <returns>The output, [rows, <see cref="Outputs"/>].</returns>
        public abstract Tensor Step(Tensor x, ref TState state);

        /// <summary>Makes the state before the first step.</summary>
        public abstract TState InitialState(Backend on, int rows);

        /// <summary>The number of columns of the output.</summary>
        public abstract int Outputs { get; }
    }

    /// <summary>A state made of tensors, to which an operation can be applied tensor by tensor.</summary>
    public interface ICellState<TState>
        where TState : struct, ICellState<TState>
    {
        /// <summary>Combines each tensor of this state with the same tensor of another.</summary>
        TState Zip<TOperation>(TState other, ref TOperation operation)
            where TOperation : struct, IStateOperation;
    }

    /// <summary>
    /// An operation on the tensors of a state: to keep, detach, select, save or restore it.
    /// </summary>
    public interface IStateOperation
    {
        /// <summary>Makes a tensor of the new state from those at the same place in two states.</summary>
        Tensor Apply(Tensor mine, Tensor other);
    }
}
