#nullable enable
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Represents a cell that learns what it remembers before the first step.</summary>
    /// <typeparam name="TState">What the cell remembers.</typeparam>
    /// <remarks>
    /// A row of parameters, name.start.0 and so on, stands for each tensor of the state, the same for every
    /// sequence, and starts with what the cell starts with.
    /// </remarks>
    public sealed class LearnedStartCell<TState> : Cell<TState>
        where TState : struct, ICellState<TState>
    {
        private readonly Cell<TState> cell;
        private readonly List<Parameter> starts = new List<Parameter>();

        /// <summary>Adds the rows of a cell's initial state, under a name, to a set.</summary>
        public LearnedStartCell(ParameterSet parameters, string name, Cell<TState> cell)
        {
            this.cell = cell;
            var state = cell.InitialState(new CpuBackend(), 1);
            var adding = new Adding { Parameters = parameters, Name = name, Starts = starts };
            state.Zip(state, ref adding);
        }

        /// <inheritdoc/>
        public override Tensor Step(Tensor x, ref TState state) => cell.Step(x, ref state);

        /// <inheritdoc/>
        public override TState InitialState(Backend on, int rows)
        {
            var state = cell.InitialState(on, rows);
            var repeating = new Repeating { Starts = starts };
            return state.Zip(state, ref repeating);
        }

        /// <inheritdoc/>
        public override int Outputs => cell.Outputs;

        private struct Adding : IStateOperation
        {
            public ParameterSet Parameters;
            public string Name;
            public List<Parameter> Starts;

            public Tensor Apply(Tensor mine, Tensor other)
            {
                var start = Parameters.Row($"{Name}.start.{Starts.Count}", mine.Columns);
                mine.Row(0).CopyTo(start.Row(0));
                start.Changed();
                Starts.Add(start);
                return mine;
            }
        }

        private struct Repeating : IStateOperation
        {
            public List<Parameter> Starts;

            private int next;

            public Tensor Apply(Tensor mine, Tensor other)
            {
                return mine.Backend.Repeat(Starts[next++], mine.Rows);
            }
        }
    }
}
