#nullable enable
using System;

namespace RnnGen
{
    /// <summary>A tensor that knows what it was made from, and gathers the slope of the loss by it.</summary>
    internal sealed unsafe class TapeTensor : CpuTensor
    {
        /// <summary>What this was made from.</summary>
        public Origin Origin;

        private bool isUsed;
        private bool isConsumed;

        public TapeTensor(TapeBackend tape)
            : base(tape)
        {
            Tape = tape;
        }

        public override Tensor Linear(Parameter w, Parameter? b = null)
        {
            return Made(base.Linear(w, b), new Origin
            {
                Operation = LinearOperation.Instance, A = this, W = w, Bias = b,
            });
        }

        public override Tensor Linear(Parameter w, Tensor h, Parameter u, Parameter? b = null)
        {
            return Made(base.Linear(w, h, u, b), new Origin
            {
                Operation = LinearOperation.Instance, A = this, W = w, B = (TapeTensor)h, U = u, Bias = b,
            });
        }

        public override Tensor Add(Tensor other) => Made(base.Add(other), AddOperation.Instance, other);

        public override Tensor Subtract(Tensor other)
        {
            return Made(base.Subtract(other), SubtractOperation.Instance, other);
        }

        public override Tensor Multiply(Tensor other)
        {
            return Made(base.Multiply(other), MultiplyOperation.Instance, other);
        }

        public override Tensor Scale(float factor, float offset = 0)
        {
            return Made(base.Scale(factor, offset), new Origin
            {
                Operation = ScaleOperation.Instance, A = this, Factor = factor,
            });
        }

        public override Tensor Sigmoid() => Made(base.Sigmoid(), FunctionOperation<SigmoidSlope>.Instance);

        public override Tensor Tanh() => Made(base.Tanh(), FunctionOperation<TanhSlope>.Instance);

        public override Tensor Exp() => Made(base.Exp(), FunctionOperation<ProductMap>.Instance);

        public override Tensor Log() => Made(base.Log(), LogOperation.Instance);

        public override Tensor Softmax() => Made(base.Softmax(), SoftmaxOperation.Instance);

        public override Tensor Normalise() => Made(base.Normalise(), NormaliseOperation.Instance);

        public override Tensor LogSoftmax(int classes, int apart)
        {
            return Made(base.LogSoftmax(classes, apart), new Origin
            {
                Operation = LogSoftmaxOperation.Instance, A = this, Count = classes, Apart = apart,
            });
        }

        public override Tensor Sum() => Made(base.Sum(), SumOperation.Instance);

        public override Tensor ScaleRows(Tensor column)
        {
            return Made(base.ScaleRows(column), ScaleRowsOperation.Instance, column);
        }

        public override Tensor MatMul(Tensor right, MatrixShape shape, Tensor? start = null)
        {
            return Made(base.MatMul(right, shape, start), new Origin
            {
                Operation = MatMulOperation.Instance,
                A = this,
                B = (TapeTensor)right,
                C = (TapeTensor?)start,
                Shape = shape,
            });
        }

        public override Tensor Part(int start, int count)
        {
            return Made(base.Part(start, count), new Origin { A = this, Start = start });
        }

        public override Tensor Join(Tensor right) => Made(base.Join(right), JoinOperation.Instance, right);

        public override Tensor Reshape(int columns) => Made(base.Reshape(columns), ReshapeOperation.Instance);

        public override Tensor Select(Tensor otherwise, ReadOnlyMemory<bool> chosen)
        {
            return Made(base.Select(otherwise, chosen), new Origin
            {
                Operation = SelectOperation.Instance, A = this, B = (TapeTensor)otherwise, Chosen = chosen,
            });
        }

        public override (Tensor Hidden, Tensor Cell) LstmGates(Tensor cell)
        {
            Tape.Read(cell);
            if (!Tape.IsRecording || !(NeedsGradient || Needs((TapeTensor)cell)))
            {
                return base.LstmGates(cell);
            }

            var gates = Consumable();
            var next = (TapeTensor)Tape.Take(Rows, Columns / 4);
            var hidden = (TapeTensor)Tape.Take(Rows, Columns / 4);
            RunLstmGates(gates.Values, cell, true, next.Block, hidden.Block);
            next.NeedsGradient = true;
            next.isUsed = true;
            hidden.From(new Origin
            {
                Operation = LstmGatesOperation.Instance,
                A = gates,
                B = (TapeTensor)cell,
                Pair = next,
            });
            gates.isConsumed = true;
            return (hidden, next);
        }

        public override Tensor FilterBank(int axis, int count, int size, int longest, bool wraps = false)
        {
            return Made(base.FilterBank(axis, count, size, longest, wraps), new Origin
            {
                Operation = FilterBankOperation.Instance,
                A = this,
                Start = axis,
                Count = count,
                Longest = longest,
                Wraps = wraps,
            });
        }

        public override Tensor TimeGate(Tensor times, float leak)
        {
            return Made(base.TimeGate(times, leak), new Origin
            {
                Operation = TimeGateOperation.Instance, A = this, B = (TapeTensor)times, Factor = leak,
            });
        }

        public override Tensor CrossEntropy(ReadOnlyMemory<int> targets)
        {
            if (!Tape.IsRecording || !NeedsGradient)
            {
                return base.CrossEntropy(targets);
            }

            RequireTargets(targets);
            var logits = Consumable();
            var loss = (TapeTensor)Tape.Take(Rows, 1);
            Losses.CrossEntropy(Tape.Width, logits.Values, targets.Span, logits.Block, loss.Block);
            loss.From(new Origin
            {
                Operation = CrossEntropyOperation.Instance, A = logits, Targets = targets,
            });
            logits.isConsumed = true;
            return loss;
        }

        public override Tensor BernoulliLoss(Tensor target)
        {
            var loss = base.BernoulliLoss(target);
            if (Tape.IsRecording && Needs((TapeTensor)target))
            {
                throw new InvalidOperationException(
                    "The target of a Bernoulli loss must not depend on parameters, but does; Detach it.");
            }

            return Made(loss, BernoulliOperation.Instance, target);
        }

        public override Tensor Detach()
        {
            Use(this);
            return Tape.Arena.Take(Values, LastGeneration);
        }

        /// <summary>Takes down what this was made from, if a gradient is wanted of that.</summary>
        public TapeTensor From(in Origin origin)
        {
            if (!Tape.IsRecording)
            {
                return this;
            }

            Tape.Require(origin.W);
            Tape.Require(origin.U);
            Tape.Require(origin.Bias);
            Use(origin.A);
            Use(origin.B);
            Use(origin.C);
            NeedsGradient = origin.W != null || origin.SlopeTo != null
                || Needs(origin.A) || Needs(origin.B) || Needs(origin.C);
            if (NeedsGradient)
            {
                Origin = origin;
            }

            return this;
        }

        /// <summary>Passes the slope of this on, and lets go of it.</summary>
        public void GoBack()
        {
            if (Origin.Operation != null && (HasSlope || (Origin.Pair != null && Origin.Pair.HasSlope)))
            {
                Origin.Operation.GoBack(this);
            }

            if (HasSlope && OwnsSlope)
            {
                Tape.Buffers.Return(Slope);
            }

            Slope = default;
        }

        /// <summary>Gets where to write the slope of this or, if it is there already, to add to it.</summary>
        public Block SlopeFor(out bool add)
        {
            add = IsView || HasSlope;
            if (IsView)
            {
                return Origin.A!.ZeroedSlope().Part(Origin.Start, Columns);
            }

            if (!HasSlope)
            {
                Slope = Tape.Buffers.Rent(Rows, Columns);
                OwnsSlope = true;
            }

            return Slope;
        }

        /// <summary>Gets where to add to the slope of this.</summary>
        public Block ZeroedSlope()
        {
            var slope = SlopeFor(out var add);
            if (!add)
            {
                new Span<float>(slope.At, slope.Rows * slope.Stride).Clear();
            }

            return slope;
        }

        /// <summary>Adds f(x, dy) to the slope of this, if it is wanted.</summary>
        public void Gain<F>(F function, Block x, Block dy)
            where F : struct, IMap2
        {
            if (NeedsGradient)
            {
                var kernel = new SlopeKernel<F> { Function = function, X = x, Y = dy };
                kernel.Z = SlopeFor(out kernel.Add);
                Simd.Run(Tape.Width, ref kernel);
            }
        }

        /// <summary>Adds to the slope of this each row of dy times a number of its own.</summary>
        public void GainRows(Block factors, Block dy)
        {
            var slope = SlopeFor(out var add);
            for (var r = 0; r < Rows; r++)
            {
                var kernel = new SlopeKernel<ScaleSlope>
                {
                    Function = new ScaleSlope(*factors.Row(r)), X = dy.One(r), Y = dy.One(r), Add = add,
                    Z = slope.One(r),
                };
                Simd.Run(Tape.Width, ref kernel);
            }
        }

        /// <summary>Adds the slope of this to another: the memory itself, if that has none yet.</summary>
        public void HandOnTo(TapeTensor to)
        {
            if (to.NeedsGradient && !to.IsView && !to.HasSlope && OwnsSlope)
            {
                to.Slope = Slope;
                to.OwnsSlope = true;
                Slope = default;
            }
            else
            {
                to.Gain(default(SameSlope), Slope, Slope);
            }
        }

        /// <summary>Adds numbers, row by row, to the slope of this, if it is wanted.</summary>
        /// <exception cref="InvalidOperationException">Its values were consumed.</exception>
        public void AddSlope(ReadOnlySpan<float> numbers)
        {
            RequireNotConsumed(this);
            if (NeedsGradient)
            {
                var slope = ZeroedSlope();
                for (var i = 0; i < numbers.Length; i++)
                {
                    slope.Row(i / Columns)[i % Columns] += numbers[i];
                }
            }
        }

        /// <summary>Says that the values of this, which nobody needs any more, were replaced by its slope.</summary>
        public void TakeValuesAsSlope()
        {
            Slope = Block;
            OwnsSlope = false;
        }

        private protected override CpuTensor Live(int rows, int columns, int lastGeneration)
        {
            Origin = default;
            NeedsGradient = false;
            Slope = default;
            isUsed = false;
            isConsumed = false;
            return base.Live(rows, columns, lastGeneration);
        }

        private protected override void CheckLife()
        {
            base.CheckLife();
            RequireNotConsumed(this);
        }

        private static TapeTensor Made(Tensor y, in Origin origin)
        {
            return ((TapeTensor)y).From(origin);
        }

        private Tensor Made(Tensor y, Operation operation, Tensor? other = null)
        {
            return Made(y, new Origin { Operation = operation, A = this, B = (TapeTensor?)other });
        }

        /// <summary>Gets a tensor of these values that may be overwritten: this or, if need be, a copy.</summary>
        private TapeTensor Consumable()
        {
            var isNeeded = isUsed || isConsumed || IsView || !NeedsGradient
                || (Origin.Operation != null && Origin.Operation.ReadsResult);
            return (TapeTensor)(isNeeded ? Scale(1) : this);
        }

        private static void Use(TapeTensor? operand)
        {
            if (operand == null)
            {
                return;
            }

            RequireNotConsumed(operand);
            operand.isUsed = true;
        }

        private static void RequireNotConsumed(TapeTensor operand)
        {
            if (operand.isConsumed)
            {
                throw new InvalidOperationException(
                    "The operation that consumes a tensor must be the last that reads it, but another one came.");
            }
        }

        private static bool Needs(TapeTensor? operand) => operand != null && operand.NeedsGradient;

        /// <summary>The backend.</summary>
        public TapeBackend Tape { get; }

        /// <summary>Whether the loss depends on parameters through this.</summary>
        public bool NeedsGradient { get; private set; }

        /// <summary>The slope of the loss by this, as far as it is known.</summary>
        public Block Slope { get; private set; }

        /// <summary>Whether the memory of the slope is to be returned after use.</summary>
        public bool OwnsSlope { get; set; }

        /// <summary>Whether anything of the slope is known.</summary>
        public bool HasSlope => Slope.At != null;

        /// <summary>Whether this shares the memory, and the slope, of another.</summary>
        public bool IsView => Origin.Operation == null && Origin.A != null;
    }
}
