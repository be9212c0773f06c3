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
    public unsafe class CpuBackend : Backend
    {
        private readonly TensorArena[] arenas = new TensorArena[2];

        /// <summary>Initializes a backend with the widest vectors of this machine.</summary>
        public CpuBackend()
            : this(Simd.Best)
        {
        }

        internal CpuBackend(Width width)
        {
            Width = width;
            arenas[0] = new TensorArena(NewTensor);
            arenas[1] = new TensorArena(NewTensor);
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
            return Arena.Take(tokens, columns);
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
            arenas[Generation & 1].Reset(lastGeneration: Generation + 1);
        }

        /// <inheritdoc/>
        public override Tensor Keep(Tensor tensor)
        {
            var from = Read(tensor);
            var copy = Lasting.Take(from.Rows, from.Columns);
            for (var r = 0; r < from.Rows; r++)
            {
                from.Span(r).CopyTo(copy.Block.Span(r));
            }

            return copy;
        }

        /// <summary>Takes a tensor whose values are still to be written.</summary>
        internal CpuTensor Take(int rows, int columns)
        {
            return Arena.Take(rows, columns);
        }

        /// <summary>Makes an object that stands for one tensor after the other.</summary>
        private protected virtual CpuTensor NewTensor()
        {
            return new CpuTensor(this);
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
        internal virtual void Product(
            float* start, int startStride, Block x, Parameter w, Block h, Parameter? u, Block y)
        {
            var columns = Simd.PanelColumns(Width);
            Panels first = w.Pack(columns), second = u == null ? first : u.Pack(columns);
            var kernel = new LinearKernel<Exact>
            {
                Start = start,
                StartStride = startStride,
                First = new Factors(x, first),
                Second = u == null ? default : new Factors(h, second),
                Y = y,
            };
            Simd.Run(Width, ref kernel);
            GC.KeepAlive(first);
            GC.KeepAlive(second);
        }

        /// <summary>Computes y = start + a b in each row, where start may have no memory.</summary>
        internal virtual void Product(Block a, Block b, MatrixShape shape, Block start, Block y)
        {
            var kernel = new MatMulKernel<Exact> { Shape = shape, A = a, B = b, Start = start, Y = y };
            Simd.Run(Width, ref kernel);
        }

        /// <summary>The width of the kernels.</summary>
        internal Width Width { get; }

        /// <summary>The number of steps begun.</summary>
        internal int Generation { get; private set; }

        /// <summary>Where tensors come from at present.</summary>
        internal virtual TensorArena Arena => Lasting;

        /// <summary>Where tensors that live through one more step come from.</summary>
        private protected TensorArena Lasting => arenas[Generation & 1];
    }
}
