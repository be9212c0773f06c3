#nullable enable

namespace RnnGen
{
    /// <summary>
    /// Represents a layer without memory of its own: the feed-forward controller of a neural Turing machine.
    /// </summary>
    /// <remarks><para>y = tanh(x W + b)</para></remarks>
    public sealed class FeedForwardCell : Cell<NoState>
    {
        private readonly Parameter w;
        private readonly Parameter b;

        /// <summary>Adds the cell's parameters, under a name, to a set.</summary>
        public FeedForwardCell(ParameterSet parameters, string name, int inputs, int size)
        {
            w = parameters.Matrix(name + ".weight", inputs, size);
            b = parameters.Row(name + ".bias", size);
            Outputs = size;
        }

        /// <inheritdoc/>
        public override Tensor Step(Tensor x, ref NoState state) => x.Linear(w, b).Tanh();

        /// <inheritdoc/>
        public override NoState InitialState(Backend on, int rows) => default;

        /// <inheritdoc/>
        public override int Outputs { get; }
    }

    /// <summary>What a cell without memory remembers: nothing.</summary>
    public readonly struct NoState : ICellState<NoState>
    {
        /// <inheritdoc/>
        public NoState Zip<TOperation>(NoState other, ref TOperation operation)
            where TOperation : struct, IStateOperation => this;
    }
}
