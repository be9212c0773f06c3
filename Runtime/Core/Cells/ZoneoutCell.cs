#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents zoneout (Krueger et al., 2017) over an LSTM: in each step of training, chance lets some
    /// units keep what they were, which drops nothing that was remembered.
    /// </summary>
    /// <remarks>
    /// <para>(h~, c~) = cell(x, h, c),  c' = d ∘ c + (1 - d) ∘ c~,  h' = e ∘ h + (1 - e) ∘ h~</para>
    /// While training, d is 1 with the rate of the cell, e with that of the hidden state, and 0 otherwise,
    /// drawn anew for each row and step; while playing both are the rates themselves, the expectation.
    /// </remarks>
    public sealed class ZoneoutCell : Cell<ZoneoutState>
    {
        private readonly Cell<LstmState> cell;
        private readonly float hiddenRate;
        private readonly float cellRate;

        /// <summary>Initializes zoneout over a cell.</summary>
        /// <param name="cell">A cell whose output is its hidden state.</param>
        /// <param name="hiddenRate">How likely h stays, in [0, 1): 0.05 in the paper.</param>
        /// <param name="cellRate">How likely c stays, in [0, 1): 0.5 in the paper.</param>
        public ZoneoutCell(Cell<LstmState> cell, float hiddenRate, float cellRate)
        {
            if (!(hiddenRate >= 0 && hiddenRate < 1 && cellRate >= 0 && cellRate < 1))
            {
                throw new ArgumentException(
                    "The rates of zoneout must be at least 0 and below 1, but were "
                    + $"{hiddenRate} and {cellRate}.");
            }

            this.cell = cell;
            this.hiddenRate = hiddenRate;
            this.cellRate = cellRate;
        }

        /// <inheritdoc/>
        public override Tensor Step(Tensor x, ref ZoneoutState state)
        {
            LstmState before = state.Inner, after = before;
            cell.Step(x, ref after);
            var hidden = Mix(before.Hidden, after.Hidden, hiddenRate, state.Chance);
            var memory = Mix(before.Cell, after.Cell, cellRate, state.Chance);
            state = new ZoneoutState(new LstmState(hidden, memory), state.Chance);
            return hidden;
        }

        /// <inheritdoc/>
        public override ZoneoutState InitialState(Backend on, int rows) => InitialState(on, rows, null);

        /// <summary>Makes the state before the first step.</summary>
        /// <param name="on">The backend that computes the steps.</param>
        /// <param name="rows">The number of sequences side by side.</param>
        /// <param name="chance">Draws what stays, when training; null when playing.</param>
        public ZoneoutState InitialState(Backend on, int rows, Rng? chance)
        {
            return new ZoneoutState(cell.InitialState(on, rows), chance);
        }

        private static Tensor Mix(Tensor before, Tensor after, float rate, Rng? chance)
        {
            if (chance == null)
            {
                return before.Scale(rate) + after.Scale(1 - rate);
            }

            var stays = new float[before.Rows * before.Columns];
            for (var i = 0; i < stays.Length; i++)
            {
                stays[i] = chance.Uniform() < rate ? 1 : 0;
            }

            var mask = before.Backend.From(stays, before.Rows, before.Columns);
            return mask * before + mask.Scale(-1, 1) * after;
        }

        /// <inheritdoc/>
        public override int Outputs => cell.Outputs;
    }

    /// <summary>What a <see cref="ZoneoutCell"/> remembers.</summary>
    public readonly struct ZoneoutState : ICellState<ZoneoutState>
    {
        /// <summary>The state of the cell within.</summary>
        public readonly LstmState Inner;

        internal ZoneoutState(LstmState inner, Rng? chance)
        {
            Inner = inner;
            Chance = chance;
        }

        /// <inheritdoc/>
        public ZoneoutState Zip<TOperation>(ZoneoutState other, ref TOperation operation)
            where TOperation : struct, IStateOperation
        {
            return new ZoneoutState(Inner.Zip(other.Inner, ref operation), Chance);
        }

        /// <summary>What draws the units that stay, or null when playing.</summary>
        internal Rng? Chance { get; }
    }
}
