#nullable enable

namespace RnnGen
{
    /// <summary>What a cell without a second memory remembers: h, [rows, size].</summary>
    public readonly struct HiddenState : ICellState<HiddenState>
    {
        /// <summary>The hidden state h, which is also the output.</summary>
        public readonly Tensor Hidden;

        /// <summary>Initializes a state.</summary>
        public HiddenState(Tensor hidden)
        {
            Hidden = hidden;
        }

        /// <inheritdoc/>
        public HiddenState Zip<TOperation>(HiddenState other, ref TOperation operation)
            where TOperation : struct, IStateOperation
        {
            return new HiddenState(operation.Apply(Hidden, other.Hidden));
        }
    }
}
