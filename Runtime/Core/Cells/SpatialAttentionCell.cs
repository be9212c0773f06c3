#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents an LSTM that looks around in a picture (Xu et al., 2015, "Show, Attend and Tell", soft
    /// attention).
    /// </summary>
    /// <remarks>
    /// <para>h' = LSTM([x c], h),  α' = softmax over the grid of v · tanh(h' W + a U + b)</para>
    /// <para>β = σ(h' w + d),  c' = β Σ α' a,  and at first  [h c] = tanh(mean of a · M + m)</para>
    /// The output is [h' c']. Annotations a are what the picture shows at each place of a grid; the shares of
    /// a step, <see cref="AttentionState{TState}.Weights"/>, are such a grid, row by row. As with
    /// <see cref="AttentionCell{TState}"/>, the net above sees what the new state finds, and a state that
    /// plays must be kept between steps.
    /// </remarks>
    public sealed class SpatialAttentionCell : Cell<AttentionState<LstmState>>
    {
        private readonly LstmCell lstm;
        private readonly AdditiveAttention attention;
        private readonly Parameter gate;
        private readonly Parameter gateBias;
        private readonly Parameter start;
        private readonly Parameter startBias;
        private readonly int channels;

        /// <summary>Adds the cell's parameters, under a name, to a set.</summary>
        /// <param name="parameters">The set.</param>
        /// <param name="name">The name.</param>
        /// <param name="inputs">The number of inputs besides the picture.</param>
        /// <param name="size">The number of units, of the LSTM and between h and a score.</param>
        /// <param name="channels">The numbers that a picture has at each place of its grid.</param>
        public SpatialAttentionCell(ParameterSet parameters, string name, int inputs, int size, int channels)
        {
            this.channels = channels;
            lstm = new LstmCell(parameters, name, inputs + channels, size);
            attention = new AdditiveAttention(parameters, name + ".attention", size, channels, size);
            gate = parameters.Matrix(name + ".gate.weight", size, 1);
            gateBias = parameters.Row(name + ".gate.bias", 1);
            start = parameters.Matrix(name + ".start.weight", channels, 2 * size);
            startBias = parameters.Row(name + ".start.bias", 2 * size);
        }

        /// <summary>Advances by one step.</summary>
        /// <param name="x">The input, [rows, inputs]; not one-hot.</param>
        /// <param name="state">The state before the step, replaced by the state after it.</param>
        /// <returns>The output h', then what was read, [rows, <see cref="Outputs"/>].</returns>
        public override Tensor Step(Tensor x, ref AttentionState<LstmState> state)
        {
            var inner = state.Inner;
            var hidden = lstm.Step(x.Join(state.Context), ref inner);
            var weights = attention.Weigh(hidden, state.Keys, state.Mask);
            var seen = Attention.Read(weights, state.Annotations);
            var context = seen.ScaleRows(hidden.Linear(gate, gateBias).Sigmoid());
            state = state.After(inner, weights, context);
            return hidden.Join(context);
        }

        /// <summary>Makes the state before the first step, over a picture of a single place of zeros.</summary>
        public override AttentionState<LstmState> InitialState(Backend on, int rows)
        {
            return InitialState(on.New(rows, channels));
        }

        /// <summary>Makes the state before the first step.</summary>
        /// <param name="pictures">
        /// A picture a row, place by place along its lines, [rows, height · width · channels].
        /// </param>
        public AttentionState<LstmState> InitialState(Tensor pictures)
        {
            var rows = pictures.Rows;
            var lengths = new int[rows];
            lengths.AsSpan().Fill(pictures.Columns / channels);
            var zero = lstm.InitialState(pictures.Backend, rows);
            var state = AttentionState<LstmState>.Start(attention, zero, pictures, channels, lengths);
            var both = state.Context.Linear(start, startBias).Tanh();
            var inner = new LstmState(both.Part(0, lstm.Outputs), both.Part(lstm.Outputs, lstm.Outputs));
            return state.After(inner, state.Weights, state.Context);
        }

        /// <inheritdoc/>
        public override int Outputs => lstm.Outputs + channels;
    }
}
