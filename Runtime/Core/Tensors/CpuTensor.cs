#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// A tensor in the memory of a <see cref="CpuBackend"/>, or a one-hot one that needs none.
    /// </summary>
    internal sealed unsafe class CpuTensor : Tensor
    {
        private readonly CpuBackend backend;
        private ReadOnlyMemory<int> tokens;
        private bool isOneHot;
        private int generation;

        public CpuTensor(CpuBackend backend)
        {
            this.backend = backend;
        }

        public CpuTensor Hold(Block block)
        {
            Block = block;
            isOneHot = false;
            tokens = default;
            return Live(block.Rows, block.Columns);
        }

        public CpuTensor Hold(ReadOnlyMemory<int> oneHot, int columns)
        {
            Block = default;
            isOneHot = true;
            tokens = oneHot;
            return Live(oneHot.Length, columns);
        }

        public override ReadOnlySpan<float> Row(int row)
        {
            if ((uint)row >= (uint)Rows)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(row), $"The tensor has {Rows} rows, but not a row {row}.");
            }

            return Values.Span(row);
        }

        public override Tensor Linear(Parameter w, Parameter? b = null)
        {
            return Linear(w, default, null, b);
        }

        public override Tensor Linear(Parameter w, Tensor h, Parameter u, Parameter? b = null)
        {
            Require(h.Rows == Rows && u.Outputs == w.Outputs, h);
            RequireInputs(u, h.Columns);
            return Linear(w, backend.Read(h), u, b);
        }

        public override Tensor Add(Tensor other) => Map(default(SumMap), other);

        public override Tensor Subtract(Tensor other) => Map(default(DifferenceMap), other);

        public override Tensor Multiply(Tensor other) => Map(default(ProductMap), other);

        public override Tensor Scale(float factor, float offset = 0) => Map(new LineMap(factor, offset));

        public override Tensor Sigmoid() => Map(default(SigmoidMap));

        public override Tensor Tanh() => Map(default(TanhMap));

        public override Tensor Part(int start, int count)
        {
            if (start < 0 || count < 0 || start > Columns - count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(start), $"The tensor has {Columns} columns, but not {count} from {start} on.");
            }

            return backend.View(Values.Part(start, count));
        }

        public override Tensor Join(Tensor right)
        {
            Block a = Values, b = backend.Read(right);
            Require(b.Rows == Rows, right);
            var y = backend.Take(Rows, a.Columns + b.Columns);
            for (var r = 0; r < Rows; r++)
            {
                a.Span(r).CopyTo(y.Block.Span(r));
                b.Span(r).CopyTo(y.Block.Span(r).Slice(a.Columns));
            }

            return y;
        }

        public override Tensor Select(Tensor otherwise, ReadOnlyMemory<bool> chosen)
        {
            Block a = Values, b = backend.Read(otherwise);
            Require(b.Rows == Rows && b.Columns == Columns && chosen.Length == Rows, otherwise);
            var y = backend.Take(Rows, Columns);
            for (var r = 0; r < Rows; r++)
            {
                (chosen.Span[r] ? a : b).Span(r).CopyTo(y.Block.Span(r));
            }

            return y;
        }

        public override (Tensor Hidden, Tensor Cell) LstmGates(Tensor cell)
        {
            var kernel = new LstmGatesKernel { Gates = Values, Cell = backend.Read(cell) };
            Require(cell.Rows == Rows && 4 * cell.Columns == Columns, cell);
            var newCell = backend.Take(Rows, cell.Columns);
            var hidden = backend.Take(Rows, cell.Columns);
            kernel.NewCell = newCell.Block;
            kernel.Hidden = hidden.Block;
            Simd.Run(backend.Width, ref kernel);
            return (hidden, newCell);
        }

        public override Tensor CrossEntropy(ReadOnlyMemory<int> targets)
        {
            var x = Values;
            var scratch = backend.Take(1, Columns).Block;
            var y = backend.Take(Rows, 1);
            for (var r = 0; r < Rows; r++)
            {
                var target = targets.Span[r];
                if (target >= Columns)
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(targets), $"There are {Columns} logits, but the target is {target}.");
                }

                x.Span(r).CopyTo(scratch.Span(0));
                *y.Block.Row(r) = target < 0 ? 0 : Losses.CrossEntropy(backend.Width, scratch, target);
            }

            return y;
        }

        public override Tensor BernoulliLoss(Tensor target)
        {
            Block x = Values, t = backend.Read(target);
            Require(t.Rows == Rows && t.Columns == Columns, target);
            var y = backend.Take(Rows, 1);
            for (var r = 0; r < Rows; r++)
            {
                *y.Block.Row(r) = Losses.Bernoulli(x.Span(r), t.Span(r));
            }

            return y;
        }

        public override Tensor Detach() => this;

        private CpuTensor Live(int rows, int columns)
        {
            Rows = rows;
            Columns = columns;
            generation = backend.Generation;
            return this;
        }

        private CpuTensor Linear(Parameter w, Block h, Parameter? u, Parameter? b)
        {
            CheckLife();
            Require(b == null || b.Outputs == w.Outputs, this);
            RequireInputs(w, Columns);
            var y = backend.Take(Rows, w.Outputs);
            if (!isOneHot)
            {
                var start = b == null ? null : b.At(0);
                backend.Product(start, 0, Block, w, h, u, y.Block);
                GC.KeepAlive(b);
                return y;
            }

            PickRows(w, b, y.Block);
            if (u != null)
            {
                backend.Product(y.Block.At, y.Block.Stride, h, u, default, null, y.Block);
            }

            return y;
        }

        private void PickRows(Parameter w, Parameter? b, Block y)
        {
            for (var r = 0; r < Rows; r++)
            {
                w.Row(tokens.Span[r]).CopyTo(y.Span(r));
            }

            if (b != null)
            {
                var bias = new Block(b.At(0), y.Rows, y.Columns, 0);
                var add = new Map2Kernel<SumMap> { X = bias, Y = y, Z = y };
                Simd.Run(backend.Width, ref add);
                GC.KeepAlive(b);
            }
        }

        private CpuTensor Map<F>(F function)
            where F : struct, IMap
        {
            var kernel = new MapKernel<F> { Function = function, X = Values };
            var y = backend.Take(Rows, Columns);
            kernel.Y = y.Block;
            Simd.Run(backend.Width, ref kernel);
            return y;
        }

        private CpuTensor Map<F>(F function, Tensor other)
            where F : struct, IMap2
        {
            Require(other.Rows == Rows && other.Columns == Columns, other);
            var kernel = new Map2Kernel<F> { Function = function, X = Values, Y = backend.Read(other) };
            var z = backend.Take(Rows, Columns);
            kernel.Z = z.Block;
            Simd.Run(backend.Width, ref kernel);
            return z;
        }

        private void Require(bool fits, Tensor other)
        {
            if (!fits)
            {
                throw new ArgumentException(
                    "The shapes of an operation must fit, but " +
                    $"{Rows} x {Columns} met {other.Rows} x {other.Columns}.");
            }
        }

        private static void RequireInputs(Parameter w, int columns)
        {
            if (w.Inputs != columns)
            {
                throw new ArgumentException(
                    $"Parameter '{w.Name}' takes {w.Inputs} inputs, but the tensor has {columns} columns.");
            }
        }

        private void CheckLife()
        {
            var age = backend.Generation - generation;
            if (age > 1)
            {
                throw new InvalidOperationException(
                    $"A tensor lives through one NextStep, but this one saw {age}; Keep it in time.");
            }
        }

        public override Backend Backend => backend;

        /// <summary>The memory, whether its values still live or not.</summary>
        public Block Block { get; private set; }

        /// <summary>The values.</summary>
        public Block Values
        {
            get
            {
                CheckLife();
                if (isOneHot)
                {
                    throw new InvalidOperationException(
                        "A one-hot tensor has no values; it is only an input of Linear.");
                }

                return Block;
            }
        }
    }
}
