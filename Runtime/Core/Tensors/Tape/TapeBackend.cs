#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Represents the backend that trains on the CPU: computes like <see cref="CpuBackend"/>, takes down what
    /// it did, and walks back (reverse-mode differentiation).
    /// </summary>
    /// <remarks>
    /// Within a window (<see cref="Differentiate"/>, <see cref="Evaluate"/>) tensors live until the next one
    /// begins, and those that are kept one window longer; between windows they live as long as those of a
    /// <see cref="CpuBackend"/>. Memory is reused, so that after a few windows of one shape nothing is
    /// allocated. Not safe for use by several threads at once, but each may have its own tape over the same
    /// parameters while nobody changes them.
    /// </remarks>
    public sealed unsafe class TapeBackend : CpuBackend
    {
        private readonly TensorArena tape;
        private readonly TrainingPanels panels;
        private readonly ParameterSet parameters;
        private readonly WeightSlopes[] slopes;
        private readonly List<Block> kept = new List<Block>();
        private readonly bool isExact;
        private AlignedMemory? scratch;
        private TapeTensor? loss;
        private bool isInWindow;

        /// <summary>Initializes a tape with the widest vectors of this machine.</summary>
        /// <param name="parameters">What losses are differentiated by; no more may be added to the set.</param>
        /// <param name="isExact">
        /// Whether products are the same bits on every machine, as when playing, at up to twice the time.
        /// </param>
        public TapeBackend(ParameterSet parameters, bool isExact = false)
            : this(parameters, new TrainingPanels(parameters, Simd.Best), isExact, Simd.Best)
        {
        }

        /// <summary>
        /// Initializes a tape over the same parameters as another, with which it shares what it derives from
        /// them: one for each thread.
        /// </summary>
        public TapeBackend(TapeBackend other)
            : this(other.parameters, other.panels, other.isExact, other.Width)
        {
        }

        internal TapeBackend(ParameterSet parameters, TrainingPanels panels, bool isExact, Width width)
            : base(width)
        {
            this.parameters = parameters;
            this.panels = panels;
            this.isExact = isExact;
            tape = new TensorArena(NewTensor);
            slopes = new WeightSlopes[parameters.Count];
            for (var i = 0; i < slopes.Length; i++)
            {
                slopes[i] = new WeightSlopes(parameters[i]);
            }
        }

        /// <summary>Computes a loss.</summary>
        /// <param name="window">
        /// Makes the loss, a column, from tensors of this backend; null if there is nothing to do.
        /// </param>
        /// <returns>The sum of the column.</returns>
        /// <exception cref="InvalidOperationException">This is called from within a window.</exception>
        public double Evaluate(Func<Backend, Tensor?> window)
        {
            if (isInWindow)
            {
                throw new InvalidOperationException(
                    "A tape computes one window at a time, but a window began within another; use a tape of its "
                    + "own for it.");
            }

            NextStep();
            loss = null;
            tape.Reset(Generation);
            isInWindow = true;
            try
            {
                var made = window(this);
                if (made == null)
                {
                    return 0;
                }

                Read(made);
                loss = (TapeTensor)made;
                return SumOf(made);
            }
            finally
            {
                isInWindow = false;
            }
        }

        /// <summary>Computes a loss, and how it changes with each weight: <see cref="Gradient"/>.</summary>
        /// <param name="window">
        /// Makes the loss, a column, from tensors of this backend; null if there is nothing to do.
        /// </param>
        /// <param name="weight">What the gradient is multiplied with.</param>
        /// <returns>The sum of the column.</returns>
        public double Differentiate(Func<Backend, Tensor?> window, float weight = 1)
        {
            ClearGradients();
            return AddGradients(window, weight, null);
        }

        /// <summary>
        /// Packs what products read of a parameter ahead of time, so that tapes that share it do not wait for
        /// each other.
        /// </summary>
        public void Prepare(Parameter parameter)
        {
            panels.Refresh(parameter);
        }

        /// <summary>
        /// Gets the gradient by the weights from one input of a parameter to all its outputs, as the last
        /// <see cref="Differentiate"/> left it. The span is the memory itself, which the next one overwrites.
        /// </summary>
        public ReadOnlySpan<float> Gradient(Parameter parameter, int input)
        {
            panels.Require(parameter);
            if ((uint)input >= (uint)parameter.Inputs)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(input),
                    $"Parameter '{parameter.Name}' has {parameter.Inputs} inputs, but not an input {input}.");
            }

            var gradient = new ReadOnlySpan<float>(slopes[parameter.Index].At(input), parameter.Outputs);

            // Only from here on the span itself holds the memory.
            GC.KeepAlive(this);
            return gradient;
        }

        /// <inheritdoc/>
        public override Tensor Repeat(Parameter row, int rows)
        {
            return ((TapeTensor)base.Repeat(row, rows)).From(new Origin
            {
                Operation = RepeatOperation.Instance, W = row,
            });
        }

        /// <summary>Throws if there is no gradient by a parameter.</summary>
        internal void Require(Parameter? parameter)
        {
            if (parameter != null)
            {
                panels.Require(parameter);
            }
        }

        /// <summary>Sets all gradients to 0.</summary>
        internal void ClearGradients()
        {
            foreach (var slope in slopes)
            {
                slope.Clear();
            }
        }

        /// <summary>Computes a loss, and adds to the gradients how it changes with each weight.</summary>
        /// <param name="window">Makes the loss.</param>
        /// <param name="weight">What the gradient is multiplied with.</param>
        /// <param name="seed">Gives slopes to tensors of the window, before they are passed on.</param>
        internal double AddGradients(Func<Backend, Tensor?> window, float weight, Action? seed)
        {
            IsRecording = true;
            try
            {
                var sum = Evaluate(window);
                seed?.Invoke();
                GoBack(weight);
                return sum;
            }
            finally
            {
                IsRecording = false;
            }
        }

        /// <summary>Adds rows of slopes to those of the weights from one input.</summary>
        internal void AddRows(Parameter parameter, int input, Block rows)
        {
            if ((uint)input >= (uint)parameter.Inputs)
            {
                throw new InvalidOperationException(
                    "Tokens must stay as they were until the backward pass is over, but one that "
                    + $"'{parameter.Name}' heard is {input} now.");
            }

            var kernel = new SumRowsKernel { X = rows, To = slopes[parameter.Index].At(input) };
            Simd.Run(Width, ref kernel);
        }

        /// <summary>Adds, in the end, xᵀ dy to the slopes of a parameter, where dy is the slope of y.</summary>
        internal void AddProduct(Parameter parameter, Block x, TapeTensor y)
        {
            slopes[parameter.Index].Add(x, y.Slope);
            if (y.OwnsSlope)
            {
                kept.Add(y.Slope);
                y.OwnsSlope = false;
            }
        }

        /// <summary>Computes dx = dy Wᵀ, or adds that to it.</summary>
        internal void BackProduct(Block dy, Parameter w, bool add, Block dx)
        {
            var start = add ? dx.At : null;
            Product(start, dx.Stride, new Factors(dy, panels.Backward(w)), default, dx);
        }

        internal override void Product(
            float* start, int startStride, Block x, Parameter w, Block h, Parameter? u, Block y)
        {
            var second = u == null ? default : new Factors(h, panels.Forward(u));
            Product(start, startStride, new Factors(x, panels.Forward(w)), second, y);
        }

        internal override void Product(Block a, Block b, MatrixShape shape, Block start, Block y)
        {
            if (isExact)
            {
                base.Product(a, b, shape, start, y);
                return;
            }

            var kernel = new MatMulKernel<Fused> { Shape = shape, A = a, B = b, Start = start, Y = y };
            Simd.Run(Width, ref kernel);
        }

        private protected override CpuTensor NewTensor()
        {
            return new TapeTensor(this);
        }

        private void Product(float* start, int startStride, Factors first, Factors second, Block y)
        {
            if (isExact)
            {
                Product<Exact>(start, startStride, first, second, y);
            }
            else
            {
                Product<Fused>(start, startStride, first, second, y);
            }
        }

        private void Product<A>(float* start, int startStride, Factors first, Factors second, Block y)
            where A : struct, IArithmetic
        {
            var kernel = new LinearKernel<A>
            {
                Start = start, StartStride = startStride, First = first, Second = second, Y = y,
            };
            Simd.Run(Width, ref kernel);
        }

        private void GoBack(float weight)
        {
            if (loss != null && loss.NeedsGradient)
            {
                // Added: the loss may be part of a state, and have a slope from the next segment.
                var slope = loss.ZeroedSlope();
                for (var r = 0; r < loss.Rows; r++)
                {
                    foreach (ref var sum in slope.Span(r))
                    {
                        sum += weight;
                    }
                }
            }

            for (var i = tape.Count - 1; i >= 0; i--)
            {
                ((TapeTensor)tape[i]).GoBack();
            }

            scratch ??= new AlignedMemory(checked(WeightSlopes.Depth * WidestParameter));
            foreach (var parameter in slopes)
            {
                parameter.Multiply(Width, isExact, scratch.At);
            }

            foreach (var buffer in kept)
            {
                Buffers.Return(buffer);
            }

            kept.Clear();
        }

        private static double SumOf(Tensor loss)
        {
            var sum = 0.0;
            for (var r = 0; r < loss.Rows; r++)
            {
                sum += Sums.Of(loss.Row(r));
            }

            return sum;
        }

        /// <summary>Gets the bytes reserved for tensors and their slopes.</summary>
        public long Bytes => tape.Bytes + Buffers.Bytes;

        /// <summary>Whether operations are taken down.</summary>
        internal bool IsRecording { get; private set; }

        internal SlopeBuffers Buffers { get; } = new SlopeBuffers();

        internal override TensorArena Arena => isInWindow ? tape : Lasting;

        private int WidestParameter
        {
            get
            {
                var widest = 0;
                for (var i = 0; i < parameters.Count; i++)
                {
                    widest = Math.Max(widest, parameters[i].Inputs + parameters[i].Stride);
                }

                return widest;
            }
        }
    }
}
