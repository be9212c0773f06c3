#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// A tensor in the memory of a <see cref="CpuBackend"/>, or a one-hot one that needs none.
    /// </summary>
    internal unsafe class CpuTensor : Tensor
    {
        private readonly CpuBackend backend;

        public CpuTensor(CpuBackend backend)
        {
            this.backend = backend;
        }

        public CpuTensor Hold(Block block, int lastGeneration)
        {
            Block = block;
            IsOneHot = false;
            Tokens = default;
            return Live(block.Rows, block.Columns, lastGeneration);
        }

        public CpuTensor Hold(ReadOnlyMemory<int> oneHot, int columns, int lastGeneration)
        {
            Block = default;
            IsOneHot = true;
            Tokens = oneHot;
            return Live(oneHot.Length, columns, lastGeneration);
        }

        public override ReadOnlySpan<float> Row(int row)
        {
            if ((uint)row >= (uint)Rows)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(row), $"The tensor has {Rows} rows, but not a row {row}.");
            }

            var values = Values.Span(row);

            // Only from here on the span itself holds the memory.
            GC.KeepAlive(this);
            return values;
        }

        public override Tensor Linear(Parameter w, Parameter? b = null)
        {
            return Linear(w, default, null, b);
        }

        public override Tensor Linear(Parameter w, Tensor h, Parameter u, Parameter? b = null)
        {
            Require(h.Rows == Rows, h);
            RequireOutputs(u, w);
            RequireInputs(u, h.Columns);
            return Linear(w, backend.Read(h), u, b);
        }

        public override Tensor Add(Tensor other) => Map(default(SumMap), other);

        public override Tensor Subtract(Tensor other) => Map(default(DifferenceMap), other);

        public override Tensor Multiply(Tensor other) => Map(default(ProductMap), other);

        public override Tensor Scale(float factor, float offset = 0) => Map(new LineMap(factor, offset));

        public override Tensor Sigmoid() => Map(default(SigmoidMap));

        public override Tensor Tanh() => Map(default(TanhMap));

        public override Tensor Exp() => Map(default(ExpMap));

        public override Tensor Log() => Map(default(LogMap));

        public override Tensor Softmax()
        {
            var y = backend.Take(Rows, Columns);
            Losses.Softmax(backend.Width, Values, y.Block);
            return y;
        }

        public override Tensor Normalise()
        {
            var y = backend.Take(Rows, Columns);
            Normalisation.Run(backend.Width, Values, y.Block);
            return y;
        }

        public override Tensor LogSoftmax(int classes, int apart)
        {
            var kernel = new LogSoftmaxKernel { Classes = classes, Apart = apart, X = Values };
            if (classes < 1 || apart < 1 || Columns % ((long)classes * apart) != 0)
            {
                throw new ArgumentException(
                    $"A row must be groups of {classes} x {apart} values, but has {Columns}.");
            }

            var y = backend.Take(Rows, Columns);
            kernel.Y = y.Block;
            Simd.Run(backend.Width, ref kernel);
            return y;
        }

        public override Tensor Sum()
        {
            var x = Values;
            var y = backend.Take(Rows, 1);
            for (var r = 0; r < Rows; r++)
            {
                *y.Block.Row(r) = (float)Sums.Of(x.Span(r));
            }

            return y;
        }

        public override Tensor ScaleRows(Tensor column)
        {
            Block x = Values, factors = backend.Read(column);
            Require(factors.Rows == Rows && factors.Columns == 1, column);
            var y = backend.Take(Rows, Columns);
            for (var r = 0; r < Rows; r++)
            {
                var line = new LineMap(*factors.Row(r), 0);
                var scale = new MapKernel<LineMap> { Function = line, X = x.One(r), Y = y.Block.One(r) };
                Simd.Run(backend.Width, ref scale);
            }

            return y;
        }

        public override Tensor MatMul(Tensor right, MatrixShape shape, Tensor? start = null)
        {
            Block a = Values, b = backend.Read(right), first = start == null ? default : backend.Read(start);
            var columns = checked(shape.M * shape.N);
            Require(a.Columns == (long)shape.M * shape.K && b.Rows == Rows, right);
            Require(b.Columns == (long)shape.K * shape.N, right);
            Require(start == null || (first.Rows == Rows && first.Columns == columns), start ?? right);
            var y = backend.Take(Rows, columns);
            backend.Product(a, b, shape, first, y.Block);
            return y;
        }

        public override Tensor Part(int start, int count)
        {
            if (start < 0 || count < 0 || start > Columns - count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(start), $"The tensor has {Columns} columns, but not {count} from {start} on.");
            }

            return backend.Arena.Take(Values.Part(start, count), LastGeneration);
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

        public override Tensor Reshape(int columns)
        {
            var x = Values;
            if (columns < 1 || Rows * Columns % columns != 0)
            {
                throw new ArgumentException(
                    $"{Rows} x {Columns} values do not fill rows of {columns}; the number must divide theirs.");
            }

            var y = backend.Take(Rows * Columns / columns, columns);
            x.CopyTo(y.Block);
            return y;
        }

        public override Tensor Select(Tensor otherwise, ReadOnlyMemory<bool> chosen)
        {
            Block a = Values, b = backend.Read(otherwise);
            Require(b.Rows == Rows && b.Columns == Columns, otherwise);
            if (chosen.Length != Rows)
            {
                throw new ArgumentException(
                    $"Each of the {Rows} rows must be chosen or not, but there are {chosen.Length} choices.");
            }

            var y = backend.Take(Rows, Columns);
            for (var r = 0; r < Rows; r++)
            {
                (chosen.Span[r] ? a : b).Span(r).CopyTo(y.Block.Span(r));
            }

            return y;
        }

        public override (Tensor Hidden, Tensor Cell) LstmGates(Tensor cell)
        {
            var gates = Values;
            var newCell = backend.Take(Rows, Columns / 4);
            var hidden = backend.Take(Rows, Columns / 4);
            RunLstmGates(gates, cell, false, newCell.Block, hidden.Block);
            return (hidden, newCell);
        }

        public override Tensor FilterBank(int axis, int count, int size, int longest, bool wraps = false)
        {
            var x = Values;
            if (Columns != 5 || axis < 0 || axis > 1 || count < 2 || size < 1)
            {
                throw new ArgumentException(
                    "Filters are made from 5 numbers a row, along axis 0 or 1, at least 2 of at least 1 pixel, but "
                    + $"{count} of {size} along axis {axis} were to be made from {Columns} numbers.");
            }

            var y = backend.Take(Rows, checked(count * size));
            FilterBanks.Run(backend.Width, x, axis, count, longest, wraps, y.Block);
            return y;
        }

        public override Tensor TimeGate(Tensor times, float leak)
        {
            Block x = Values, t = backend.Read(times);
            Require(Columns % 3 == 0 && t.Rows == Rows && t.Columns == 2, times);
            var y = backend.Take(Rows, Columns / 3);
            TimeGates.Run(x, t, leak, y.Block);
            return y;
        }

        public override Tensor CrossEntropy(ReadOnlyMemory<int> targets)
        {
            var x = Values;
            RequireTargets(targets);
            var scratch = backend.Take(1, Columns).Block;
            var y = backend.Take(Rows, 1);
            Losses.CrossEntropy(backend.Width, x, targets.Span, scratch, y.Block);
            return y;
        }

        public override Tensor BernoulliLoss(Tensor target)
        {
            Block x = Values, t = backend.Read(target);
            Require(t.Rows == Rows && t.Columns == Columns, target);
            var scratch = backend.Take(1, Columns).Block;
            var y = backend.Take(Rows, 1);
            Losses.Bernoulli(backend.Width, x, t, scratch, y.Block);
            return y;
        }

        public override Tensor Detach() => this;

        /// <summary>Begins to stand for another tensor.</summary>
        private protected virtual CpuTensor Live(int rows, int columns, int lastGeneration)
        {
            Rows = rows;
            Columns = columns;
            LastGeneration = lastGeneration;
            return this;
        }

        /// <summary>Computes h' and c', and may replace what the gates are made from by their activations.</summary>
        private protected void RunLstmGates(
            Block gates, Tensor cell, bool keepActivations, Block newCell, Block hidden)
        {
            Require(cell.Rows == Rows && 4 * cell.Columns == Columns, cell);
            var kernel = new LstmGatesKernel
            {
                Cell = backend.Read(cell),
                KeepActivations = keepActivations,
                Gates = gates,
                NewCell = newCell,
                Hidden = hidden,
            };
            Simd.Run(backend.Width, ref kernel);
        }

        /// <summary>Throws unless there is a target for each row.</summary>
        private protected void RequireTargets(ReadOnlyMemory<int> targets)
        {
            if (targets.Length != Rows)
            {
                throw new ArgumentException(
                    $"Each of the {Rows} rows needs a target, but there are {targets.Length}.");
            }
        }

        private CpuTensor Linear(Parameter w, Block h, Parameter? u, Parameter? b)
        {
            CheckLife();
            RequireOutputs(b, w);
            RequireInputs(w, Columns);
            var y = backend.Take(Rows, w.Outputs);
            if (!IsOneHot)
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
                w.Row(Tokens.Span[r]).CopyTo(y.Span(r));
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

        private static void RequireOutputs(Parameter? parameter, Parameter w)
        {
            if (parameter != null && parameter.Outputs != w.Outputs)
            {
                throw new ArgumentException(
                    $"Parameter '{parameter.Name}' must have as many outputs as '{w.Name}', {w.Outputs}, but has "
                    + $"{parameter.Outputs}.");
            }
        }

        /// <summary>Throws if the values are gone.</summary>
        private protected virtual void CheckLife()
        {
            if (backend.Generation - LastGeneration > 0)
            {
                throw new InvalidOperationException(
                    "A tensor lives until its backend has gone on far enough (NextStep), but this one is used "
                    + "later; Keep it in time.");
            }
        }

        /// <summary>The last generation in which the values live.</summary>
        private protected int LastGeneration { get; private set; }

        public override Backend Backend => backend;

        /// <summary>The memory, whether its values still live or not.</summary>
        public Block Block { get; private set; }

        /// <summary>Whether this is one-hot: it has tokens, and no values.</summary>
        public bool IsOneHot { get; private set; }

        /// <summary>The column of each row's 1.</summary>
        public ReadOnlyMemory<int> Tokens { get; private set; }

        /// <summary>The values.</summary>
        public Block Values
        {
            get
            {
                CheckLife();
                if (IsOneHot)
                {
                    throw new InvalidOperationException(
                        "A one-hot tensor has no values; it is only an input of Linear.");
                }

                return Block;
            }
        }
    }
}
