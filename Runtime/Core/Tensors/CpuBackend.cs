#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents the backend that plays: on the CPU, in the canonical order of additions.</summary>
    /// <remarks>
    /// Results are the same bits on every machine, and a row's do not depend on how many others there are.
    /// Memory comes from two arenas in turn; after the first steps nothing is allocated. Not safe for use by
    /// several threads at once: each voice, or batch of voices, has its own backend, over shared parameters.
    /// </remarks>
    public sealed unsafe class CpuBackend : Backend
    {
        private readonly Arena[] arenas = { new Arena(), new Arena() };
        private readonly Shells[] shells = { new Shells(), new Shells() };

        /// <summary>Initializes a backend with the widest vectors of this machine.</summary>
        public CpuBackend()
            : this(Simd.Best)
        {
        }

        internal CpuBackend(Width width)
        {
            Width = width;
        }

        /// <inheritdoc/>
        public override Tensor New(int rows, int columns)
        {
            var tensor = Take(rows, columns);
            for (var r = 0; r < rows; r++)
            {
                tensor.Block.Span(r).Clear();
            }

            return tensor;
        }

        /// <inheritdoc/>
        public override Tensor From(ReadOnlySpan<float> values, int rows, int columns)
        {
            if (values.Length != rows * columns)
            {
                throw new ArgumentException(
                    $"A tensor of {rows} x {columns} needs as many values, but got {values.Length}.");
            }

            var tensor = Take(rows, columns);
            for (var r = 0; r < rows; r++)
            {
                values.Slice(r * columns, columns).CopyTo(tensor.Block.Span(r));
            }

            return tensor;
        }

        /// <inheritdoc/>
        public override Tensor OneHot(ReadOnlyMemory<int> tokens, int columns)
        {
            return TakeShell().Hold(tokens, columns);
        }

        /// <inheritdoc/>
        public override Tensor Repeat(Parameter row, int rows)
        {
            var tensor = Take(rows, row.Outputs);
            for (var r = 0; r < rows; r++)
            {
                row.Row(0).CopyTo(tensor.Block.Span(r));
            }

            return tensor;
        }

        /// <inheritdoc/>
        public override void NextStep()
        {
            Generation++;
            arenas[Generation & 1].Reset();
            shells[Generation & 1].Reset();
        }

        /// <inheritdoc/>
        public override Tensor Keep(Tensor tensor)
        {
            var from = Read(tensor);
            var copy = Take(from.Rows, from.Columns);
            for (var r = 0; r < from.Rows; r++)
            {
                from.Span(r).CopyTo(copy.Block.Span(r));
            }

            return copy;
        }

        /// <summary>Takes a tensor whose values are still to be written.</summary>
        internal CpuTensor Take(int rows, int columns)
        {
            var stride = (columns + Block.Padding - 1) & -Block.Padding;
            var at = arenas[Generation & 1].Take(checked(rows * stride));
            return TakeShell().Hold(new Block(at, rows, columns, stride));
        }

        /// <summary>Takes another view on memory that a tensor holds.</summary>
        internal CpuTensor View(Block block)
        {
            return TakeShell().Hold(block);
        }

        /// <summary>Gets the values of a tensor of this backend that still lives.</summary>
        internal Block Read(Tensor tensor)
        {
            var own = tensor as CpuTensor;
            if (own == null || own.Backend != this)
            {
                throw new ArgumentException(
                    "All tensors of an expression must come from one backend, but one came from another.");
            }

            return own.Values;
        }

        /// <summary>Computes y = start + x W + h U, where U may be null.</summary>
        internal void Product(
            float* start, int startStride, Block x, Parameter w, Block h, Parameter? u, Block y)
        {
            Panels first = PanelsOf(w), second = u == null ? first : PanelsOf(u);
            var kernel = new LinearKernel<Exact>
            {
                Start = start,
                StartStride = startStride,
                First = new Factors(x.At, x.Stride, 1, x.Columns, first.At),
                Second = u == null ? default : new Factors(h.At, h.Stride, 1, h.Columns, second.At),
                Y = y,
            };
            Simd.Run(Width, ref kernel);
            GC.KeepAlive(first);
            GC.KeepAlive(second);
        }

        private Panels PanelsOf(Parameter parameter)
        {
            return parameter.Pack(Simd.PanelColumns(Width));
        }

        private CpuTensor TakeShell()
        {
            return shells[Generation & 1].Take(this);
        }

        internal Width Width { get; }

        /// <summary>The number of steps begun.</summary>
        internal int Generation { get; private set; }

        /// <summary>The tensor objects of one arena.</summary>
        private sealed class Shells
        {
            private CpuTensor?[] all = new CpuTensor?[16];
            private int used;

            public CpuTensor Take(CpuBackend backend)
            {
                if (used == all.Length)
                {
                    Array.Resize(ref all, 2 * used);
                }

#if DEBUG
                // An object used again would hide that somebody still holds the tensor it was.
                return all[used++] = new CpuTensor(backend);
#else
                return all[used++] ??= new CpuTensor(backend);
#endif
            }

            public void Reset()
            {
                used = 0;
            }
        }
    }
}
