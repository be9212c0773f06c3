#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>What the cell of a <see cref="SequenceNetwork"/> remembers.</summary>
    internal sealed class CellSequenceState<TState> : SequenceState
        where TState : struct, ICellState<TState>
    {
        public TState Value;

        private readonly Func<Backend, int, TState> initial;

        /// <param name="on">The backend that computes the steps.</param>
        /// <param name="rows">The number of sequences side by side.</param>
        /// <param name="initial">Makes the state before a sequence.</param>
        public CellSequenceState(Backend on, int rows, Func<Backend, int, TState> initial)
            : this(on, rows, initial, initial(on, rows))
        {
        }

        /// <param name="on">The backend that computes the steps.</param>
        /// <param name="rows">The number of sequences side by side.</param>
        /// <param name="initial">Makes the state before a sequence.</param>
        /// <param name="value">The state to begin from.</param>
        public CellSequenceState(Backend on, int rows, Func<Backend, int, TState> initial, TState value)
            : base(on, rows)
        {
            this.initial = initial;
            Value = value;
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
            StateMemory.Save(Value, to);
        }

        public override void Restore(ReadOnlySpan<float> from)
        {
            Require(from.Length, Size);
            Value = StateMemory.Restore(Value, from);
        }

        public override void SaveRow(int row, Memory<float> to)
        {
            var saving = new RowSaving(row, to);
            Value.Zip(Value, ref saving);
        }

        public override void RestoreRows(IReadOnlyList<float[]> rows)
        {
            if (rows.Count == 0)
            {
                throw new ArgumentException("A state must have one row at least, but was to have none.", nameof(rows));
            }

            foreach (var row in rows)
            {
                Require(row.Length, RowSize);
            }

            var restoring = new RowsRestoring(rows);
            Value = Value.Zip(Value, ref restoring);
            Rows = rows.Count;
        }

        private static void Require(int length, int size)
        {
            if (length != size)
            {
                throw new ArgumentException(
                    $"What is restored must be {size} floats, as a state of this size has saved, but there are "
                    + $"{length}.");
            }
        }

        private TState Initial() => initial(Backend, Rows);

        public override int Size => StateMemory.Count(Value);
    }
}
