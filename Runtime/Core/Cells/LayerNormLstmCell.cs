#nullable enable

namespace RnnGen
{
    /// <summary>
    /// Represents an LSTM with layer normalisation (Ba, Kiros and Hinton, 2016), whose gates keep their range
    /// however large the weights grow.
    /// </summary>
    /// <remarks>
    /// <para>[i f g o] = p ∘ N(x W) + q ∘ N(h U) + b</para>
    /// <para>c' = σ(f) ∘ c + σ(i) ∘ tanh(g),  h' = σ(o) ∘ tanh(r ∘ N(c') + s)</para>
    /// N makes the mean of a row 0 and its variance 1 (<see cref="Tensor.Normalise"/>). It looks at one row
    /// of one step only: at no other sequence, no other time and no padding, and at the same when playing as
    /// when training. Gains p, q and r start at 1, the forget gate's bias at 1.
    /// </remarks>
    public sealed class LayerNormLstmCell : Cell<LstmState>
    {
        private readonly Parameter w;
        private readonly Parameter u;
        private readonly Parameter b;
        private readonly Parameter inputGain;
        private readonly Parameter hiddenGain;
        private readonly Parameter cellGain;
        private readonly Parameter cellBias;

        /// <summary>Adds the cell's parameters, under a name, to a set.</summary>
        public LayerNormLstmCell(ParameterSet parameters, string name, int inputs, int size)
        {
            w = parameters.Matrix(name + ".weight_ih", inputs, 4 * size);
            u = parameters.Matrix(name + ".weight_hh", size, 4 * size);
            b = parameters.Row(name + ".bias", 4 * size);
            b.Fill(1, size, size);
            inputGain = parameters.Row(name + ".gain_ih", 4 * size);
            inputGain.Fill(1, 0, 4 * size);
            hiddenGain = parameters.Row(name + ".gain_hh", 4 * size);
            hiddenGain.Fill(1, 0, 4 * size);
            cellGain = parameters.Row(name + ".gain_cell", size);
            cellGain.Fill(1, 0, size);
            cellBias = parameters.Row(name + ".bias_cell", size);
            Outputs = size;
        }

        /// <inheritdoc/>
        public override Tensor Step(Tensor x, ref LstmState state)
        {
            Backend on = state.Hidden.Backend;
            var rows = x.Rows;
            var fromX = x.Linear(w).Normalise() * on.Repeat(inputGain, rows);
            var fromH = state.Hidden.Linear(u).Normalise() * on.Repeat(hiddenGain, rows);
            var gates = fromX + fromH + on.Repeat(b, rows);
            var open = gates.Part(3 * Outputs, Outputs).Sigmoid();
            var (_, cell) = gates.LstmGates(state.Cell);
            var seen = cell.Normalise() * on.Repeat(cellGain, rows) + on.Repeat(cellBias, rows);
            var hidden = open * seen.Tanh();
            state = new LstmState(hidden, cell);
            return hidden;
        }

        /// <inheritdoc/>
        public override LstmState InitialState(Backend on, int rows)
        {
            return new LstmState(on.New(rows, Outputs), on.New(rows, Outputs));
        }

        /// <inheritdoc/>
        public override int Outputs { get; }
    }
}
