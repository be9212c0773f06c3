#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Memory for slopes, by size. What was returned last is handed out first: it is still in the cache.
    /// </summary>
    internal sealed unsafe class SlopeBuffers
    {
        private readonly Arena memory = new Arena();
        private readonly Dictionary<int, Stack<long>> shelves = new Dictionary<int, Stack<long>>();

        /// <summary>Takes a buffer, of which whole panels may be written.</summary>
        public Block Rent(int rows, int columns)
        {
            var stride = (columns + Block.Padding - 1) & -Block.Padding;
            var shelf = ShelfOf(rows * stride);
            var at = shelf.Count > 0 ? (float*)shelf.Pop() : memory.Take(rows * stride);
            return new Block(at, rows, columns, stride);
        }

        /// <summary>Takes a buffer back.</summary>
        public void Return(Block buffer)
        {
#if RNNGEN_CHECKS
            // Whoever reads what is no longer theirs is to see it.
            new Span<float>(buffer.At, buffer.Rows * buffer.Stride).Fill(float.NaN);
#endif
            ShelfOf(buffer.Rows * buffer.Stride).Push((long)buffer.At);
        }

        private Stack<long> ShelfOf(int floats)
        {
            if (!shelves.TryGetValue(floats, out var shelf))
            {
                shelf = new Stack<long>();
                shelves.Add(floats, shelf);
            }

            return shelf;
        }

        /// <summary>The bytes that were reserved.</summary>
        public long Bytes => memory.Bytes;
    }
}
