#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Makes the tensors that are not computed from others, and owns the memory of all.</summary>
    public abstract class Backend
    {
        /// <summary>Makes a tensor of zeros.</summary>
        public abstract Tensor New(int rows, int columns);

        /// <summary>Makes a tensor from values in row order.</summary>
        public abstract Tensor From(ReadOnlySpan<float> values, int rows, int columns);

        /// <summary>
        /// Makes a tensor whose row r is 1 at column tokens[r] and 0 elsewhere, without storing it.
        /// </summary>
        /// <param name="tokens">Unchanged until the step, or the backward pass, is over.</param>
        /// <param name="columns">The number of different tokens.</param>
        public abstract Tensor OneHot(ReadOnlyMemory<int> tokens, int columns);

        /// <summary>
        /// Makes a tensor whose rows are all equal to a one-row parameter: a learned initial state.
        /// </summary>
        public abstract Tensor Repeat(Parameter row, int rows);

        /// <summary>
        /// Begins a step (playing) or a window of steps (training). Tensors made since the last call live
        /// through this one, so that a state can be handed on; older ones are gone.
        /// </summary>
        public abstract void NextStep();

        /// <summary>
        /// Copies a tensor, detached, into memory that lives through one more <see cref="NextStep"/>.
        /// </summary>
        public abstract Tensor Keep(Tensor tensor);
    }
}
