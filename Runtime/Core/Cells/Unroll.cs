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
                var running = Array.ConvertAll(lengths, length => t < length);
                var before = state;
                var output = cell.Step(inputs[t], ref state);
                outputs[t] = output.Select(output.Backend.New(output.Rows, output.Columns), running);
                var select = new Selection(running);
                state = state.Zip(before, ref select);
            }

            return outputs;
        }
    }
}
