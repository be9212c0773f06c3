#nullable enable

namespace RnnGen
{
    /// <summary>A sequence network whose cells remember states of one type.</summary>
    internal sealed class StackedNetwork<TState> : SequenceNetwork
        where TState : struct, ICellState<TState>
    {
        private readonly StackedCell<TState> cell;

        public StackedNetwork(SequenceConfig config, ParameterSet parameters, StackedCell<TState> cell)
            : base(config, parameters, config.Size)
        {
            this.cell = cell;
        }

        public override SequenceState NewState(Backend on, int rows, Rng? dropout = null)
        {
            var masks = dropout == null || Config.Dropout == 0 ? null : new Dropout(Config.Dropout, dropout);
            return new CellSequenceState<StackedState<TState>>(
                on, rows, (backend, count) => cell.InitialState(backend, count, masks));
        }

        private protected override Tensor Advance(Tensor x, SequenceState state)
        {
            return cell.Step(x, ref ((CellSequenceState<StackedState<TState>>)state).Value);
        }
    }
}
