#nullable enable

namespace RnnGen
{
    /// <summary>What an LSTM remembers: h and c, each [rows, size].</summary>
    public readonly struct LstmState : ICellState<LstmState>
    {
        /// <summary>The hidden state h, which is also the output.</summary>
        public readonly Tensor Hidden;

        /// <summary>The cell state c.</summary>
        public readonly Tensor Cell;

        /// <summary>Initializes a state from its two parts.</summary>
        public LstmState(Tensor hidden, Tensor cell)
        {
            Hidden = hidden;
            Cell = cell;
        }

        /// <inheritdoc/>
        public LstmState Zip<TOperation>(LstmState other, ref TOperation operation)
            where TOperation : struct, IStateOperation
        {
            return new LstmState(operation.Apply(Hidden, other.Hidden), operation.Apply(Cell, other.Cell));
        }
    }

    /// <summary>
    /// Represents a long short-term memory cell (Hochreiter and Schmidhuber 1997; forget gate of Gers, 2000).
    /// </summary>
    /// <remarks>
    /// <para>[i f g o] = x W + h U + b</para>
    /// <para>c' = σ(f) ∘ c + σ(i) ∘ tanh(g),  h' = σ(o) ∘ tanh(c')</para>
    /// The lecture's form: no peepholes, one bias per gate. Gate order and file layout follow PyTorch, whose
    /// two bias vectors add up to b. The forget gate's bias starts at 1 and is stored as such, so that an
    /// exported cell needs no footnote.
    /// </remarks>
    public sealed class LstmCell : Cell<LstmState>
    {
        private readonly Parameter w;
        private readonly Parameter u;
        private readonly Parameter b;

        /// <summary>Adds the cell's parameters, under a name, to a set.</summary>
        public LstmCell(ParameterSet parameters, string name, int inputs, int size)
        {
            w = parameters.Matrix(name + ".weight_ih", inputs, 4 * size);
            u = parameters.Matrix(name + ".weight_hh", size, 4 * size);
            b = parameters.Row(name + ".bias", 4 * size);
            b.Fill(1, size, size);
            Outputs = size;
        }

        /// <inheritdoc/>
        public override Tensor Step(Tensor x, ref LstmState state)
        {
            var (hidden, cell) = x.Linear(w, state.Hidden, u, b).LstmGates(state.Cell);
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
