#nullable enable
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Represents two cells that read sequences from both ends (Schuster and Paliwal, 1997), so that each
    /// output knows all of its sequence.
    /// </summary>
    /// <typeparam name="TState">What each of the cells remembers.</typeparam>
    public sealed class Bidirectional<TState>
        where TState : struct, ICellState<TState>
    {
        private readonly Cell<TState> forward;
        private readonly Cell<TState> backward;

        /// <summary>Initializes a reader.</summary>
        /// <param name="forward">The cell that begins with the first input.</param>
        /// <param name="backward">The cell that begins with the last input of each sequence.</param>
        public Bidirectional(Cell<TState> forward, Cell<TState> backward)
        {
            this.forward = forward;
            this.backward = backward;
        }

        /// <summary>Reads sequences of several lengths, padded at their ends.</summary>
        /// <param name="inputs">
        /// One tensor per step, each [rows, inputs], at least one; what padding holds changes nothing.
        /// </param>
        /// <param name="lengths">The number of steps of each row.</param>
        /// <returns>
        /// One output per step, of the forward cell, then of the backward cell, zeros in padding; and the
        /// states of both, each after all of each sequence.
        /// </returns>
        public (Tensor[] Outputs, TState Forward, TState Backward) Run(
            IReadOnlyList<Tensor> inputs, int[] lengths)
        {
            var on = inputs[0].Backend;
            var after = forward.InitialState(on, lengths.Length);
            var before = backward.InitialState(on, lengths.Length);
            var outputs = forward.Run(inputs, lengths, ref after);
            var others = backward.RunBackwards(inputs, lengths, ref before);
            for (var t = 0; t < outputs.Length; t++)
            {
                outputs[t] = outputs[t].Join(others[t]);
            }

            return (outputs, after, before);
        }

        /// <summary>The number of columns of an output.</summary>
        public int Outputs => forward.Outputs + backward.Outputs;
    }
}
