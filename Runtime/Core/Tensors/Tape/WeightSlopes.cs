#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>The slopes of a parameter: dW = Σ xᵀ dy over all its uses.</summary>
    /// <remarks>
    /// One use is too short a sum for a fast product of matrices. So uses are collected while the tape is
    /// walked back, and multiplied at its end, some hundred rows at a time, in the order of collection.
    /// </remarks>
    internal sealed unsafe class WeightSlopes
    {
        /// <summary>
        /// The rows that are multiplied at once: a panel of slopes fits into a cache, and the sums are fetched and
        /// stored again seldom.
        /// </summary>
        public const int Depth = 512;

        private readonly Parameter parameter;
        private AlignedMemory? memory;
        private readonly List<Use> uses = new List<Use>();

        public WeightSlopes(Parameter parameter)
        {
            this.parameter = parameter;
        }

        /// <summary>Begins at 0, and forgets the uses of a walk that did not end.</summary>
        public void Clear()
        {
            uses.Clear();
            new Span<float>(Memory.At, Memory.Floats).Clear();
        }

        /// <summary>Notes down a use: x W had the slope dy.</summary>
        public void Add(Block x, Block dy)
        {
            uses.Add(new Use(x, dy));
        }

        /// <summary>Gets the slopes of the weights from one input to all outputs.</summary>
        public float* At(int input)
        {
            return Memory.At + (long)input * parameter.Stride;
        }

        /// <summary>Multiplies what was collected.</summary>
        /// <param name="width">The width of the kernels.</param>
        /// <param name="isExact">Whether to multiply, then add.</param>
        /// <param name="scratch">Depth x (Inputs + Stride) floats.</param>
        public void Multiply(Width width, bool isExact, float* scratch)
        {
            var xs = scratch + (long)Depth * parameter.Stride;
            var left = 0;
            foreach (var use in uses)
            {
                left += use.X.Rows;
            }

            for (int use = 0, row = 0; left > 0;)
            {
                // Parts of about the same size.
                var parts = (left + Depth - 1) / Depth;
                var depth = (left + parts - 1) / parts;
                int firstUse = use, firstRow = row;
                for (var done = 0; done < depth;)
                {
                    var x = uses[use].X;
                    var rows = Math.Min(depth - done, x.Rows - row);
                    Transposition.Run(new Block(x.Row(row), rows, x.Columns, x.Stride), xs + done, depth);
                    done += rows;
                    row += rows;
                    if (row == x.Rows)
                    {
                        use++;
                        row = 0;
                    }
                }

                Pack(firstUse, firstRow, depth, Simd.PanelColumns(width), scratch);
                Multiply(width, isExact, new Block(xs, parameter.Inputs, depth, depth), scratch);
                left -= depth;
            }

            uses.Clear();
        }

        private void Multiply(Width width, bool isExact, Block x, float* panels)
        {
            var y = new Block(Memory.At, parameter.Inputs, parameter.Outputs, parameter.Stride);
            if (isExact)
            {
                Multiply(width, default(Exact), x, panels, y);
            }
            else
            {
                Multiply(width, default(Fused), x, panels, y);
            }
        }

        private static void Multiply<A>(Width width, A arithmetic, Block x, float* panels, Block y)
            where A : struct, IArithmetic
        {
            var kernel = new LinearKernel<A>
            {
                Start = y.At, StartStride = y.Stride, First = new Factors(x, panels), Y = y,
            };
            Simd.Run(width, ref kernel);
        }

        /// <summary>Puts rows of slopes into panels, as if they were weights.</summary>
        /// <remarks>A few rows at a time, so that each is read along, and not all of them across.</remarks>
        private void Pack(int use, int row, int depth, int panel, float* to)
        {
            const int RowsAtOnce = 8;
            for (var first = 0; first < depth; first += RowsAtOnce)
            {
                int u = use, r = row;
                for (var j = 0; j < parameter.Outputs; j += panel)
                {
                    var at = to + (long)j * depth + first * panel;
                    u = use;
                    r = row;
                    for (var d = first; d < Math.Min(first + RowsAtOnce, depth); d++, at += panel)
                    {
                        var dy = uses[u].Slope;
                        Buffer.MemoryCopy(dy.Row(r) + j, at, panel * sizeof(float), panel * sizeof(float));
                        if (++r == dy.Rows)
                        {
                            u++;
                            r = 0;
                        }
                    }
                }

                use = u;
                row = r;
            }
        }

        // Taken when the first gradient is wanted: not every tape computes one.
        private AlignedMemory Memory => memory ??= new AlignedMemory(parameter.Inputs * parameter.Stride);

        private readonly struct Use
        {
            public readonly Block X;
            public readonly Block Slope;

            public Use(Block x, Block slope)
            {
                X = x;
                Slope = slope;
            }
        }
    }
}
