#nullable enable

namespace RnnGen
{
    /// <summary>
    /// Represents a gated recurrent unit in the form of cuDNN and PyTorch's nn.GRU, to import their weights.
    /// </summary>
    /// <remarks>
    /// <para>[r z n] = x W + b,  [r' z' n'] = h U + c</para>
    /// <para>r" = σ(r + r'),  z" = σ(z + z'),  h~ = tanh(n + r" ∘ n'),  h' = (1 - z") ∘ h~ + z" ∘ h</para>
    /// Unlike <see cref="GruCell"/>, the reset comes after the product, z weighs what is old, and both biases
    /// are kept, since r" stands between them. Gate order and file layout follow PyTorch.
    /// </remarks>
    public sealed class GruResetAfterCell : Cell<HiddenState>
    {
        private readonly Parameter w;
        private readonly Parameter u;
        private readonly Parameter b;
        private readonly Parameter c;

        /// <summary>Adds the cell's parameters, under a name, to a set.</summary>
        public GruResetAfterCell(ParameterSet parameters, string name, int inputs, int size)
        {
            w = parameters.Matrix(name + ".weight_ih", inputs, 3 * size);
            u = parameters.Matrix(name + ".weight_hh", size, 3 * size);
            b = parameters.Row(name + ".bias_ih", 3 * size);
            c = parameters.Row(name + ".bias_hh", 3 * size);
            Outputs = size;
        }

        /// <inheritdoc/>
        public override Tensor Step(Tensor x, ref HiddenState state)
        {
            int size = Outputs;
            var h = state.Hidden;
            var fromX = x.Linear(w, b);
            var fromH = h.Linear(u, c);
            var gates = (fromX.Part(0, 2 * size) + fromH.Part(0, 2 * size)).Sigmoid();
            var r = gates.Part(0, size);
            var z = gates.Part(size, size);
            var candidate = (fromX.Part(2 * size, size) + r * fromH.Part(2 * size, size)).Tanh();
            var hidden = z.Scale(-1, 1) * candidate + z * h;
            state = new HiddenState(hidden);
            return hidden;
        }

        /// <inheritdoc/>
        public override HiddenState InitialState(Backend on, int rows)
        {
            return new HiddenState(on.New(rows, Outputs));
        }

        /// <inheritdoc/>
        public override int Outputs { get; }
    }
}
