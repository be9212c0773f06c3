#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a cell that looks at annotations: at what another net made of a source (Bahdanau, Cho and
    /// Bengio, 2015).
    /// </summary>
    /// <typeparam name="TState">What the cell within remembers.</typeparam>
    /// <remarks>
    /// <para>s' = cell([x c], s),  α' = softmax over j of e(s', h_j),  c' = Σ_j α'_j h_j</para>
    /// The output is [s' c']. What the cell within is fed is what the paper's c_i is, found by the state
    /// before; the net above sees what the new state finds, as with Luong, Pham and Manning (2015, input
    /// feeding). At first α is uniform over the annotations.
    /// <para>
    /// A step hands the annotations on as they are. So a cell that plays, where tensors live through one
    /// <see cref="Backend.NextStep"/> only, needs its state kept between steps: <see cref="Unroll.Keep"/>.
    /// </para>
    /// </remarks>
    public sealed class AttentionCell<TState> : Cell<AttentionState<TState>>
        where TState : struct, ICellState<TState>
    {
        private readonly Cell<TState> cell;
        private readonly Attention attention;
        private readonly int width;

        /// <summary>Initializes a cell over another.</summary>
        /// <param name="cell">The cell within: of all inputs, then the width of an annotation.</param>
        /// <param name="attention">Compares the output of the cell with annotations.</param>
        /// <param name="width">The columns of an annotation.</param>
        public AttentionCell(Cell<TState> cell, Attention attention, int width)
        {
            this.cell = cell;
            this.attention = attention;
            this.width = width;
        }

        /// <summary>Advances by one step.</summary>
        /// <param name="x">The input, [rows, inputs]; not one-hot.</param>
        /// <param name="state">The state before the step, replaced by the state after it.</param>
        /// <returns>The output of the cell, then what was read, [rows, <see cref="Outputs"/>].</returns>
        public override Tensor Step(Tensor x, ref AttentionState<TState> state)
        {
            var inner = state.Inner;
            var output = cell.Step(x.Join(state.Context), ref inner);
            var weights = attention.Weigh(output, state.Keys, state.Mask);
            var context = Attention.Read(weights, state.Annotations);
            state = state.After(inner, weights, context);
            return output.Join(context);
        }

        /// <summary>Makes the state before the first step, over a single annotation of zeros.</summary>
        public override AttentionState<TState> InitialState(Backend on, int rows)
        {
            var lengths = new int[rows];
            lengths.AsSpan().Fill(1);
            return InitialState(on.New(rows, width), lengths, cell.InitialState(on, rows));
        }

        /// <summary>Makes the state before the first step.</summary>
        /// <param name="annotations">The annotations, position by position, [rows, N · width].</param>
        /// <param name="lengths">The number of annotations of each row; those behind are padding.</param>
        /// <param name="inner">The state of the cell within.</param>
        public AttentionState<TState> InitialState(
            Tensor annotations, ReadOnlySpan<int> lengths, TState inner)
        {
            return AttentionState<TState>.Start(attention, inner, annotations, width, lengths);
        }

        /// <inheritdoc/>
        public override int Outputs => cell.Outputs + width;
    }
}
