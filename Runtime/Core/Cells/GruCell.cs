#nullable enable

namespace RnnGen
{
    /// <summary>Represents a gated recurrent unit (Cho et al., 2014) in the form of the lecture.</summary>
    /// <remarks>
    /// <para>[z r] = σ(x W + h U),  h~ = tanh(x V + (r ∘ h) S)</para>
    /// <para>h' = (1 - z) ∘ h + z ∘ h~</para>
    /// No biases, the reset before the product, and z weighs what is new: none of this is what nn.GRU
    /// computes (<see cref="GruResetAfterCell"/>). As there are no biases, the zero state under zero input
    /// stays zero.
    /// </remarks>
    public sealed class GruCell : Cell<HiddenState>
    {
        private readonly Parameter w;
        private readonly Parameter u;
        private readonly Parameter v;
        private readonly Parameter s;

        /// <summary>Adds the cell's parameters, under a name, to a set.</summary>
        public GruCell(ParameterSet parameters, string name, int inputs, int size)
        {
            w = parameters.Matrix(name + ".weight_ih", inputs, 2 * size);
            u = parameters.Matrix(name + ".weight_hh", size, 2 * size);
            v = parameters.Matrix(name + ".candidate_ih", inputs, size);
            s = parameters.Matrix(name + ".candidate_hh", size, size);
            Outputs = size;
        }

        /// <inheritdoc/>
        public override Tensor Step(Tensor x, ref HiddenState state)
        {
            var h = state.Hidden;
            var gates = x.Linear(w, h, u).Sigmoid();
            var z = gates.Part(0, Outputs);
            var r = gates.Part(Outputs, Outputs);
            var candidate = x.Linear(v, r * h, s).Tanh();
            var hidden = z.Scale(-1, 1) * h + z * candidate;
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
