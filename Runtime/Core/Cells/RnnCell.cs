#nullable enable

namespace RnnGen
{
    /// <summary>Represents a simple recurrent cell (Elman, 1990).</summary>
    /// <remarks>
    /// <para>h' = tanh(x W + h U + b)</para>
    /// File layout follows PyTorch, whose two bias vectors add up to b.
    /// </remarks>
    public sealed class RnnCell : Cell<HiddenState>
    {
        private readonly Parameter w;
        private readonly Parameter u;
        private readonly Parameter b;

        /// <summary>Adds the cell's parameters, under a name, to a set.</summary>
        public RnnCell(ParameterSet parameters, string name, int inputs, int size)
        {
            w = parameters.Matrix(name + ".weight_ih", inputs, size);
            u = parameters.Matrix(name + ".weight_hh", size, size);
            b = parameters.Row(name + ".bias", size);
            Outputs = size;
        }

        /// <inheritdoc/>
        public override Tensor Step(Tensor x, ref HiddenState state)
        {
            var hidden = x.Linear(w, state.Hidden, u, b).Tanh();
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
