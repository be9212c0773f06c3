#nullable enable

namespace RnnGen
{
    /// <summary>What a phased LSTM remembers: h and c, each [rows, size].</summary>
    public readonly struct PhasedLstmState : ICellState<PhasedLstmState>
    {
        /// <summary>The hidden state h, which is also the output.</summary>
        public readonly Tensor Hidden;

        /// <summary>The cell state c.</summary>
        public readonly Tensor Cell;

        /// <summary>Initializes a state from its parts.</summary>
        internal PhasedLstmState(Tensor hidden, Tensor cell, float leak)
        {
            Hidden = hidden;
            Cell = cell;
            Leak = leak;
        }

        /// <inheritdoc/>
        public PhasedLstmState Zip<TOperation>(PhasedLstmState other, ref TOperation operation)
            where TOperation : struct, IStateOperation
        {
            return new PhasedLstmState(
                operation.Apply(Hidden, other.Hidden), operation.Apply(Cell, other.Cell), Leak);
        }

        /// <summary>How much comes through a closed gate.</summary>
        internal float Leak { get; }
    }
}
