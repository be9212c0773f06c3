#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// A window on memory, and all that kernels see of a tensor: Rows x Columns floats, rows Stride apart.
    /// </summary>
    /// <remarks>
    /// Kernels work in whole vectors. They may read up to 15 floats behind a row, and write them where the
    /// row ends a tensor: the memory is there, and what it holds has no meaning.
    /// </remarks>
    internal readonly unsafe struct Block
    {
        /// <summary>Rows of whole tensors are multiples of this: panels of the widest kernel.</summary>
        public const int Padding = 64;

        public readonly float* At;
        public readonly int Rows;
        public readonly int Columns;
        public readonly int Stride;

        public Block(float* at, int rows, int columns, int stride)
        {
            At = at;
            Rows = rows;
            Columns = columns;
            Stride = stride;
        }

        public float* Row(int row)
        {
            return At + (long)row * Stride;
        }

        public Span<float> Span(int row)
        {
            return new Span<float>(Row(row), Columns);
        }

        public Block One(int row)
        {
            return new Block(Row(row), 1, Columns, Stride);
        }

        /// <summary>Copies all values, in order, to as many that may lie in rows of another length.</summary>
        public void CopyTo(Block other)
        {
            int row = 0, column = 0;
            for (var r = 0; r < Rows; r++)
            {
                var left = Span(r);
                while (left.Length > 0)
                {
                    var count = Math.Min(left.Length, other.Columns - column);
                    left.Slice(0, count).CopyTo(other.Span(row).Slice(column));
                    left = left.Slice(count);
                    column += count;
                    if (column == other.Columns)
                    {
                        row++;
                        column = 0;
                    }
                }
            }
        }

        public Block Part(int start, int count)
        {
            return new Block(At + start, Rows, count, Stride);
        }
    }
}
