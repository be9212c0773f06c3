#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>The state of a <see cref="StackedNetwork{TState}"/>.</summary>
    internal sealed unsafe class StackedSequenceState<TState> : SequenceState
        where TState : struct, ICellState<TState>
    {
        public StackedState<TState> Value;

        private readonly StackedCell<TState> cell;
        private readonly Dropout? dropout;

        public StackedSequenceState(StackedCell<TState> cell, Dropout? dropout, Backend on, int rows)
            : base(on, rows)
        {
            this.cell = cell;
            this.dropout = dropout;
            Value = Initial();
        }

        public override void Reset()
        {
            Value = Initial();
        }

        public override void Reset(ReadOnlyMemory<bool> rows)
        {
            var selection = new Selection(rows);
            Value = Initial().Zip(Value, ref selection);
        }

        public override void Keep()
        {
            Value = Unroll.Keep(Value);
        }

        public override void Save(Span<float> to)
        {
            Require(to.Length);
            fixed (float* at = to)
            {
                var saving = new Saving(at);
                Value.Zip(Value, ref saving);
            }
        }

        public override void Restore(ReadOnlySpan<float> from)
        {
            Require(from.Length);
            fixed (float* at = from)
            {
                var restoring = new Restoring(at);
                var initial = Initial();
                Value = initial.Zip(initial, ref restoring);
            }
        }

        public override void SaveRow(int row, Memory<float> to)
        {
            var saving = new RowSaving(row, to);
            Value.Zip(Value, ref saving);
        }

        public override void RestoreRows(IReadOnlyList<float[]> rows)
        {
            var restoring = new RowsRestoring(rows);
            Value = Value.Zip(Value, ref restoring);
            Rows = rows.Count;
        }

        private StackedState<TState> Initial()
        {
            return cell.InitialState(Backend, Rows, dropout);
        }

        private void Require(int length)
        {
            if (length < Size)
            {
                throw new ArgumentException($"The state takes {Size} floats, but there are {length}.");
            }
        }

        public override int Size
        {
            get
            {
                var counting = default(Counting);
                var initial = Initial();
                initial.Zip(initial, ref counting);
                return counting.Count;
            }
        }
    }
}
