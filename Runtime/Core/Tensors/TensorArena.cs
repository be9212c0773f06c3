#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Tensors, and their memory, that are made one after the other and taken back all at once.</summary>
    internal sealed unsafe class TensorArena
    {
        private readonly Arena memory = new Arena();
        private readonly Func<CpuTensor> newTensor;
        private CpuTensor[] tensors = new CpuTensor[16];
        private int lastGeneration = 1;

        /// <param name="newTensor">Makes an object that stands for one tensor after the other.</param>
        public TensorArena(Func<CpuTensor> newTensor)
        {
            this.newTensor = newTensor;
        }

        /// <summary>Takes a tensor whose values are still to be written.</summary>
        /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
        public CpuTensor Take(int rows, int columns)
        {
            if (rows < 0 || columns < 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(rows), $"A tensor must have 0 rows and columns or more, but was to be {rows} x {columns}.");
            }

            var stride = checked(columns + Block.Padding - 1) & -Block.Padding;
            var at = memory.Take(checked(rows * stride));
            return Next().Hold(new Block(at, rows, columns, stride), lastGeneration);
        }

        /// <summary>Takes another view on memory that a tensor holds, as long as that one does.</summary>
        /// <param name="block">The memory.</param>
        /// <param name="held">The last generation in which it is held.</param>
        public CpuTensor Take(Block block, int held)
        {
            return Next().Hold(block, Math.Min(held, lastGeneration));
        }

        /// <summary>Takes a one-hot tensor, which needs no memory.</summary>
        public CpuTensor Take(ReadOnlyMemory<int> tokens, int columns)
        {
            return Next().Hold(tokens, columns, lastGeneration);
        }

        /// <summary>Takes everything back.</summary>
        /// <param name="lastGeneration">The last generation that the next tensors live in.</param>
        public void Reset(int lastGeneration)
        {
            memory.Reset();
            Count = 0;
            this.lastGeneration = lastGeneration;
        }

        private CpuTensor Next()
        {
            if (Count == tensors.Length)
            {
                Array.Resize(ref tensors, 2 * Count);
            }

#if RNNGEN_CHECKS
            // An object used again would hide that somebody still holds the tensor it was.
            return tensors[Count++] = newTensor();
#else
            return tensors[Count++] ??= newTensor();
#endif
        }

        /// <summary>The number of tensors made.</summary>
        public int Count { get; private set; }

        /// <summary>Gets a tensor by its place in the order in which they were made.</summary>
        public CpuTensor this[int index] => tensors[index];

        /// <summary>The bytes that were reserved.</summary>
        public long Bytes => memory.Bytes;
    }
}
