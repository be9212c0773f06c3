#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Represents what a <see cref="SequenceNetwork"/> remembers of the sequences it reads.
    /// </summary>
    /// <remarks>
    /// Belongs to one network and one backend; not safe for use by several threads at once.
    /// </remarks>
    public abstract class SequenceState
    {
        private protected SequenceState(Backend on, int rows)
        {
            Backend = on;
            Rows = rows;
        }

        /// <summary>Goes back to the state before a sequence.</summary>
        public abstract void Reset();

        /// <summary>
        /// Goes back to the state before a sequence in some rows. An <see cref="EncoderDecoder"/> with attention that
        /// has read cannot: its rows belong to their sources.
        /// </summary>
        /// <param name="rows">
        /// One entry per row: true goes back. Unchanged until the backward pass is over.
        /// </param>
        public abstract void Reset(ReadOnlyMemory<bool> rows);

        /// <summary>
        /// Copies the state, so that it lives through one more <see cref="Backend.NextStep"/>, and cuts it
        /// off from the steps before, through which no gradient flows any more: truncated backpropagation.
        /// </summary>
        public abstract void Keep();

        /// <summary>Writes the state to memory.</summary>
        /// <param name="to">At least <see cref="Size"/> floats.</param>
        public abstract void Save(Span<float> to);

        /// <summary>Continues from a state that <see cref="Save"/> wrote.</summary>
        /// <param name="from"><see cref="Size"/> floats.</param>
        /// <exception cref="ArgumentException">There are more or fewer: nothing has changed.</exception>
        public abstract void Restore(ReadOnlySpan<float> from);

        /// <summary>Writes one row of the state to memory.</summary>
        /// <param name="row">One of <see cref="Rows"/>.</param>
        /// <param name="to">At least <see cref="RowSize"/> floats.</param>
        public abstract void SaveRow(int row, Memory<float> to);

        /// <summary>Continues from rows that <see cref="SaveRow"/> wrote, of this state or others.</summary>
        /// <param name="rows">
        /// <see cref="RowSize"/> floats each; a row may come more than once. <see cref="Rows"/> becomes their
        /// number.
        /// </param>
        /// <exception cref="ArgumentException">
        /// There is no row, or one has more or fewer floats: nothing has changed.
        /// </exception>
        public abstract void RestoreRows(IReadOnlyList<float[]> rows);

        /// <summary>The backend that computes the steps.</summary>
        public Backend Backend { get; }

        /// <summary>The number of sequences side by side.</summary>
        public int Rows { get; private protected set; }

        /// <summary>The number of floats that <see cref="Save"/> writes.</summary>
        public abstract int Size { get; }

        /// <summary>The number of floats that <see cref="SaveRow"/> writes.</summary>
        public int RowSize => Size / Rows;
    }
}
