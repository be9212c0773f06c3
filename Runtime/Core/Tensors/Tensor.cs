#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a batch of rows, float [Rows, Columns]. Networks are written once against this type;
    /// the backend that made the tensor decides how it is computed and whether it can be differentiated.
    /// </summary>
    /// <remarks>
    /// A tensor lives as long as its backend says (<see cref="Backend.NextStep"/>); <see
    /// cref="Backend.Keep"/> copies one out. All tensors of one expression must come from the same backend.
    /// Not safe for use by several threads at once.
    /// </remarks>
    public abstract class Tensor
    {
        /// <summary>The number of rows: voices that play, or sequences that train, side by side.</summary>
        public int Rows { get; protected set; }

        /// <summary>The number of values in each row.</summary>
        public int Columns { get; protected set; }

        /// <summary>The backend that made this tensor.</summary>
        public abstract Backend Backend { get; }

        /// <summary>
        /// Gets the values of one row: the memory itself on the CPU, a copy on other devices.
        /// </summary>
        public abstract ReadOnlySpan<float> Row(int row);

        // The affine maps of recurrent nets. Each output is one chain of additions: the bias, then the inputs
        // of x in order, then those of h. A one-hot x picks a row of w.

        /// <summary>
        /// Computes x W + b, where x is this, W is [Columns, outputs] and b is a row or null.
        /// </summary>
        public abstract Tensor Linear(Parameter w, Parameter? b = null);

        /// <summary>Computes x W + h U + b: the operation of recurrent nets.</summary>
        public abstract Tensor Linear(Parameter w, Tensor h, Parameter u, Parameter? b = null);

        // Element by element.

        /// <summary>Computes this + other.</summary>
        public abstract Tensor Add(Tensor other);

        /// <summary>Computes this - other.</summary>
        public abstract Tensor Subtract(Tensor other);

        /// <summary>Computes this ∘ other.</summary>
        public abstract Tensor Multiply(Tensor other);

        /// <summary>Computes factor · this + offset.</summary>
        public abstract Tensor Scale(float factor, float offset = 0);

        /// <summary>Computes 1 / (1 + exp(-x)).</summary>
        public abstract Tensor Sigmoid();

        /// <summary>Computes tanh(x).</summary>
        public abstract Tensor Tanh();

        /// <summary>
        /// Computes e^x for x in [-87, 88], and the value at the nearer end outside; its gradient there is that of
        /// the end on the tape, and 0 in libtorch.
        /// </summary>
        public abstract Tensor Exp();

        /// <summary>
        /// Computes the natural logarithm of positive numbers; 0 and less count as 1e-30, with its gradient on the
        /// tape, and with 0 in libtorch.
        /// </summary>
        public abstract Tensor Log();

        // Row by row.

        /// <summary>Computes e^x / Σ e^x over each row.</summary>
        public abstract Tensor Softmax();

        /// <summary>
        /// Computes (x - mean) / √(variance + 1e-5) of each row: layer normalisation (Ba et al., 2016) without
        /// its gain and bias.
        /// </summary>
        public abstract Tensor Normalise();

        /// <summary>
        /// Computes log softmax over the planes of pictures: over values that lie apart columns from each
        /// other.
        /// </summary>
        /// <param name="classes">The values that exclude each other.</param>
        /// <param name="apart">
        /// The columns from each of them to the next. A row is a number of groups, classes · apart columns
        /// each.
        /// </param>
        public abstract Tensor LogSoftmax(int classes, int apart);

        /// <summary>Computes the sum of each row, a column.</summary>
        public abstract Tensor Sum();

        /// <summary>Multiplies each row with a number of its own.</summary>
        /// <param name="column">The numbers, [Rows, 1].</param>
        public abstract Tensor ScaleRows(Tensor column);

        /// <summary>
        /// Multiplies the matrices that lie in the rows of this with those in the rows of another, row by
        /// row: start + A B.
        /// </summary>
        /// <param name="right">B, one matrix a row.</param>
        /// <param name="shape">The sizes of the matrices, and how they are stored.</param>
        /// <param name="start">What is added to, [Rows, M · N], or null for zeros.</param>
        public abstract Tensor MatMul(Tensor right, MatrixShape shape, Tensor? start = null);

        // Shape.

        /// <summary>Gets the columns from start on, as a view where the backend can give one.</summary>
        public abstract Tensor Part(int start, int count);

        /// <summary>Puts the columns of right behind those of this.</summary>
        public abstract Tensor Join(Tensor right);

        /// <summary>
        /// Gets the same values in the same order as rows of another length: [Rows · Columns / columns, columns].
        /// </summary>
        /// <param name="columns">A divisor of Rows · Columns.</param>
        public abstract Tensor Reshape(int columns);

        /// <summary>Takes the rows of this where chosen is true, and those of otherwise elsewhere.</summary>
        /// <param name="otherwise">A tensor of the same shape.</param>
        /// <param name="chosen">One entry per row; unchanged until the backward pass is over.</param>
        public abstract Tensor Select(Tensor otherwise, ReadOnlyMemory<bool> chosen);

        // Fused: one equation each, for speed or for numerical safety.

        /// <summary>
        /// Computes c' = σ(f) ∘ c + σ(i) ∘ tanh(g) and h' = σ(o) ∘ tanh(c'), where this is [i f g o].
        /// </summary>
        /// <param name="cell">The cell state c, [Rows, Columns / 4].</param>
        /// <remarks>Consumes this: the memory may be reused, and nothing else may read it.</remarks>
        public abstract (Tensor Hidden, Tensor Cell) LstmGates(Tensor cell);

        /// <summary>
        /// Computes a bank of Gaussian filters, count x size, whose rows sum to 1, from five numbers a row:
        /// this = [g̃x g̃y log σ² log δ̃ log γ] (Gregor et al. 2015, DRAW, eq. 19 to 26).
        /// </summary>
        /// <param name="axis">0 filters along x, 1 along y.</param>
        /// <param name="count">The filters N, at least 2.</param>
        /// <param name="size">The pixels A along this axis.</param>
        /// <param name="longest">The pixels along the longer axis, max(A, B), which scale the stride.</param>
        /// <param name="wraps">
        /// Whether the last pixel is a neighbour of the first: distances are those to the nearest copy of a pixel.
        /// </param>
        /// <remarks>
        /// Pixels count from 0: filter i sits at (A + 1) / 2 · (g̃ + 1) - 1 + (i - N / 2 + ½) δ, where
        /// δ = (max(A, B) - 1) / (N - 1) · δ̃. Normalised as a softmax, so that filters far outside of the
        /// image are still finite.
        /// </remarks>
        public abstract Tensor FilterBank(int axis, int count, int size, int longest, bool wraps = false);

        /// <summary>
        /// Computes how far gates are open that open once a period, from three numbers a gate: this = [τ s r]
        /// (Neil, Pfeiffer and Liu 2016, Phased LSTM, eq. 6 and 7).
        /// </summary>
        /// <param name="times">
        /// The time t of each row, [Rows, 2], as a sum of two floats: the float nearest to it, and the rest.
        /// </param>
        /// <param name="leak">α, how much comes through a closed gate.</param>
        /// <remarks>
        /// φ = (t - s) / τ modulo 1, in double precision; the gate is 2φ / r for φ below r / 2, then
        /// 2 - 2φ / r for φ below r, then α φ. The sign of τ does not matter, and τ is at least 1e-6, r within
        /// [0.001, 1]. Gradients are exact, those by τ grow with t / τ, and none flows to the times.
        /// </remarks>
        public abstract Tensor TimeGate(Tensor times, float leak);

        /// <summary>Computes -log softmax(this)[target] of each row, a column in nats.</summary>
        /// <param name="targets">
        /// One entry per row, unchanged until the backward pass is over; -1 is padding, whose loss and gradient
        /// are 0.
        /// </param>
        /// <remarks>Consumes this.</remarks>
        public abstract Tensor CrossEntropy(ReadOnlyMemory<int> targets);

        /// <summary>
        /// Computes -Σ log Bernoulli(target | σ(this)) of each row, a column in nats, stable for any logits.
        /// </summary>
        /// <param name="target">Values in [0, 1], the shape of this, that depend on no parameter.</param>
        public abstract Tensor BernoulliLoss(Tensor target);

        /// <summary>Gets the same values, through which no gradient flows.</summary>
        public abstract Tensor Detach();

        /// <inheritdoc cref="Add"/>
        public static Tensor operator +(Tensor a, Tensor b) => a.Add(b);

        /// <inheritdoc cref="Subtract"/>
        public static Tensor operator -(Tensor a, Tensor b) => a.Subtract(b);

        /// <inheritdoc cref="Multiply"/>
        public static Tensor operator *(Tensor a, Tensor b) => a.Multiply(b);
    }
}
