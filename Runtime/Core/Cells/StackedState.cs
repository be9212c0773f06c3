#nullable enable
using System;

namespace RnnGen
{
    /// <summary>What a <see cref="StackedCell{TState}"/> remembers: the states of its cells.</summary>
    /// <remarks>
    /// Two arrays take turns, so that a step allocates nothing: like a tensor on the CPU, a state lives
    /// through one more step, and <see cref="Zip"/> copies what must live longer.
    /// </remarks>
    public readonly struct StackedState<TState> : ICellState<StackedState<TState>>
        where TState : struct, ICellState<TState>
    {
        private readonly TState[] states;
        private readonly TState[] spare;

        internal StackedState(TState[] states, Dropout? dropout)
            : this(states, new TState[states.Length], dropout)
        {
        }

        private StackedState(TState[] states, TState[] spare, Dropout? dropout)
        {
            this.states = states;
            this.spare = spare;
            Dropout = dropout;
        }

        /// <inheritdoc/>
        public StackedState<TState> Zip<TOperation>(StackedState<TState> other, ref TOperation operation)
            where TOperation : struct, IStateOperation
        {
            var result = new TState[states.Length];
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = states[i].Zip(other.states[i], ref operation);
            }

            return new StackedState<TState>(result, Dropout);
        }

        /// <summary>Gets a copy of the states, which a step may replace one by one.</summary>
        internal TState[] Begin()
        {
            Array.Copy(states, spare, states.Length);
            return spare;
        }

        /// <summary>Gets the state whose parts were replaced since <see cref="Begin"/>.</summary>
        internal StackedState<TState> End()
        {
            return new StackedState<TState>(spare, states, Dropout);
        }

        /// <summary>What is applied between the layers, or null when playing.</summary>
        internal Dropout? Dropout { get; }
    }
}
