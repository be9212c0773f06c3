#nullable enable

namespace RnnGen
{
    /// <summary>Represents cells one above the other: the output of each is the input of the next.</summary>
    /// <typeparam name="TState">What each of the cells remembers.</typeparam>
    public sealed class StackedCell<TState> : Cell<StackedState<TState>>
        where TState : struct, ICellState<TState>
    {
        private readonly Cell<TState>[] layers;

        /// <summary>Initializes a stack.</summary>
        /// <param name="layers">At least one cell, the lowest first.</param>
        public StackedCell(params Cell<TState>[] layers)
        {
            this.layers = layers;
        }

        /// <inheritdoc/>
        public override Tensor Step(Tensor x, ref StackedState<TState> state)
        {
            var next = state.Begin();
            for (var i = 0; i < layers.Length; i++)
            {
                if (i > 0 && state.Dropout != null)
                {
                    x = state.Dropout.Apply(x);
                }

                x = layers[i].Step(x, ref next[i]);
            }

            state = state.End();
            return x;
        }

        /// <inheritdoc/>
        public override StackedState<TState> InitialState(Backend on, int rows)
        {
            return InitialState(on, rows, null);
        }

        /// <summary>
        /// Makes the state before the first step, to train with dropout between the layers.
        /// </summary>
        public StackedState<TState> InitialState(Backend on, int rows, Dropout? dropout)
        {
            var states = new TState[layers.Length];
            for (var i = 0; i < layers.Length; i++)
            {
                states[i] = layers[i].InitialState(on, rows);
            }

            return new StackedState<TState>(states, dropout);
        }

        /// <inheritdoc/>
        public override int Outputs => layers[layers.Length - 1].Outputs;
    }
}
