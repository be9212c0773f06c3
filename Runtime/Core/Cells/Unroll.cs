#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Runs cells over sequences.</summary>
    public static class Unroll
    {
        /// <summary>Runs a cell over sequences of one length.</summary>
        /// <param name="cell">The cell.</param>
        /// <param name="inputs">One tensor per step, each [rows, inputs].</param>
        /// <param name="state">The state before the first step, replaced by that after the last.</param>
        /// <returns>One output per step, [rows, outputs].</returns>
        public static Tensor[] Run<TState>(
            this Cell<TState> cell, IReadOnlyList<Tensor> inputs, ref TState state)
            where TState : struct, ICellState<TState>
        {
            var outputs = new Tensor[inputs.Count];
            for (var t = 0; t < outputs.Length; t++)
            {
                outputs[t] = cell.Step(inputs[t], ref state);
            }

            return outputs;
        }

        /// <summary>Runs a cell over sequences of several lengths, padded at their ends.</summary>
        /// <param name="cell">The cell.</param>
        /// <param name="inputs">
        /// One tensor per step, each [rows, inputs]; what padding holds changes nothing.
        /// </param>
        /// <param name="lengths">The number of steps of each row.</param>
        /// <param name="state">
        /// The state before the first step, replaced by that after the last one of each row: padding copies
        /// it.
        /// </param>
        /// <returns>One output per step, [rows, outputs]; zeros in padding.</returns>
        public static Tensor[] Run<TState>(
            this Cell<TState> cell, IReadOnlyList<Tensor> inputs, int[] lengths, ref TState state)
            where TState : struct, ICellState<TState>
        {
            var outputs = new Tensor[inputs.Count];
            for (var t = 0; t < outputs.Length; t++)
            {
                outputs[t] = Step(cell, inputs[t], t, lengths, ref state);
            }

            return outputs;
        }

        /// <summary>
        /// Runs a cell over sequences of several lengths, padded at their ends, each from its own last input
        /// to the first.
        /// </summary>
        /// <param name="cell">The cell.</param>
        /// <param name="inputs">
        /// One tensor per step, each [rows, inputs]; what padding holds changes nothing.
        /// </param>
        /// <param name="lengths">The number of steps of each row.</param>
        /// <param name="state">The state that each row begins from, replaced by that after its first input.</param>
        /// <returns>One output per step, where its input is; zeros in padding.</returns>
        public static Tensor[] RunBackwards<TState>(
            this Cell<TState> cell, IReadOnlyList<Tensor> inputs, int[] lengths, ref TState state)
            where TState : struct, ICellState<TState>
        {
            // A row waits in its padding, so that nothing needs to be turned round.
            var outputs = new Tensor[inputs.Count];
            for (var t = outputs.Length - 1; t >= 0; t--)
            {
                outputs[t] = Step(cell, inputs[t], t, lengths, ref state);
            }

            return outputs;
        }

        /// <summary>
        /// Copies a state, so that it lives through one more <see cref="Backend.NextStep"/>, and cuts it off
        /// from the steps before.
        /// </summary>
        public static TState Keep<TState>(TState state)
            where TState : struct, ICellState<TState>
        {
            var keeping = default(Keeping);
            return state.Zip(state, ref keeping);
        }

        private static Tensor Step<TState>(
            Cell<TState> cell, Tensor input, int t, int[] lengths, ref TState state)
            where TState : struct, ICellState<TState>
        {
            var running = Array.ConvertAll(lengths, length => t < length);
            var before = state;
            var output = cell.Step(input, ref state);
            var select = new Selection(running);
            state = state.Zip(before, ref select);
            return output.Select(output.Backend.New(output.Rows, output.Columns), running);
        }
    }
}
