#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Writes one row of a state to memory, tensor by tensor.</summary>
    internal struct RowSaving : IStateOperation
    {
        private readonly int row;
        private Memory<float> rest;

        public RowSaving(int row, Memory<float> to)
        {
            this.row = row;
            rest = to;
        }

        public Tensor Apply(Tensor mine, Tensor other)
        {
            mine.Row(row).CopyTo(rest.Span);
            rest = rest.Slice(mine.Columns);
            return mine;
        }
    }

    /// <summary>Makes a state of rows that <see cref="RowSaving"/> wrote.</summary>
    internal struct RowsRestoring : IStateOperation
    {
        private readonly IReadOnlyList<float[]> rows;
        private float[] values;
        private int at;

        public RowsRestoring(IReadOnlyList<float[]> rows)
        {
            this.rows = rows;
            values = Array.Empty<float>();
            at = 0;
        }

        public Tensor Apply(Tensor mine, Tensor other)
        {
            var count = rows.Count * mine.Columns;
            if (values.Length < count)
            {
                values = new float[count];
            }

            for (var r = 0; r < rows.Count; r++)
            {
                rows[r].AsSpan(at, mine.Columns).CopyTo(values.AsSpan(r * mine.Columns));
            }

            at += mine.Columns;
            return mine.Backend.From(values.AsSpan(0, count), rows.Count, mine.Columns);
        }
    }
}
