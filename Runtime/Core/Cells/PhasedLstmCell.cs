#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a phased LSTM (Neil, Pfeiffer and Liu, 2016): each unit is open for a short part of a period
    /// of its own, and keeps what it knows for the rest, so that inputs may come at any times.
    /// </summary>
    /// <remarks>
    /// <para>φ = ((t - s) mod τ) / τ</para>
    /// <para>k = 2φ / r for φ &lt; r / 2,  2 - 2φ / r for φ &lt; r,  α φ else</para>
    /// <para>(h~, c~) = LSTM(x, h, c),  c' = k ∘ c~ + (1 - k) ∘ c,  h' = k ∘ h~ + (1 - k) ∘ h</para>
    /// <para>
    /// The time is an input like others: the last two columns of x, which <see cref="WriteTime"/> makes of a
    /// double. It only moves the gates. What they do with it is <see cref="Tensor.TimeGate"/>.
    /// </para>
    /// <para>
    /// The LSTM is <see cref="LstmCell"/>, without the peepholes of the paper, as is that of TensorFlow. The
    /// output gate looks at c~, which the authors say is what they meant. Gradients by τ are exact, where
    /// TensorFlow drops the number of periods from them. τ starts log-uniform in a range, s uniform in
    /// [0, τ), so that all phases occur, and r at 0.05. A gate leaks (α = 0.001) while training, so that
    /// gradients reach units that were closed, and not while playing.
    /// </para>
    /// Parameters: those of the LSTM, and name.clock, [τ s r].
    /// </remarks>
    public sealed class PhasedLstmCell : Cell<PhasedLstmState>
    {
        /// <summary>How much comes through a closed gate while training.</summary>
        public const float TrainingLeak = 1e-3f;

        private const float InitialOpen = 0.05f;
        private const int TimeColumns = 2;

        private readonly LstmCell lstm;
        private readonly Parameter clock;
        private readonly int inputs;

        /// <summary>Adds the cell's parameters, under a name, to a set.</summary>
        /// <param name="parameters">The set.</param>
        /// <param name="name">The name.</param>
        /// <param name="inputs">The number of inputs besides the time.</param>
        /// <param name="size">The number of units.</param>
        /// <param name="shortest">The shortest initial period, above 0, in the unit of the times.</param>
        /// <param name="longest">The longest initial period, at least the shortest, and finite.</param>
        public PhasedLstmCell(
            ParameterSet parameters, string name, int inputs, int size, float shortest, float longest)
        {
            if (!(shortest > 0 && longest >= shortest && float.IsFinite(longest / shortest)))
            {
                throw new ArgumentException(
                    "Periods must be above 0, finite, also one by the other, and go from the shortest to the longest, "
                    + $"but were to go from {shortest} to {longest}.");
            }

            this.inputs = inputs;
            lstm = new LstmCell(parameters, name, inputs, size);
            clock = parameters.Row(name + ".clock", 3 * size, 0, 1);
            var values = clock.Row(0);
            for (var i = 0; i < size; i++)
            {
                values[i] = shortest * (float)Elementary.Pow(longest / shortest, values[i]);
                values[size + i] *= values[i];
                values[2 * size + i] = InitialOpen;
            }

            clock.Changed();
        }

        /// <summary>Writes a time as the last two inputs: the float nearest to it, and the rest.</summary>
        /// <param name="time">The time, which is kept to 48 bits: to 4e-8 at 1e7.</param>
        /// <param name="to">The last two of a row of inputs.</param>
        public static void WriteTime(double time, Span<float> to)
        {
            to[0] = (float)time;
            to[1] = (float)(time - to[0]);
        }

        /// <summary>Advances to a time.</summary>
        /// <param name="x">The input and the time, [rows, inputs + 2]; not one-hot.</param>
        /// <param name="state">The state before the step, replaced by the state after it.</param>
        /// <returns>The output, [rows, <see cref="Outputs"/>].</returns>
        public override Tensor Step(Tensor x, ref PhasedLstmState state)
        {
            var next = new LstmState(state.Hidden, state.Cell);
            lstm.Step(x.Part(0, inputs), ref next);
            var open = x.Backend.Repeat(clock, x.Rows).TimeGate(x.Part(inputs, TimeColumns), state.Leak);
            var closed = open.Scale(-1, 1);
            var hidden = open * next.Hidden + closed * state.Hidden;
            var cell = open * next.Cell + closed * state.Cell;
            state = new PhasedLstmState(hidden, cell, state.Leak);
            return hidden;
        }

        /// <inheritdoc/>
        public override PhasedLstmState InitialState(Backend on, int rows) => InitialState(on, rows, 0);

        /// <summary>Makes the state before the first step.</summary>
        /// <param name="on">The backend that computes the steps.</param>
        /// <param name="rows">The number of sequences side by side.</param>
        /// <param name="leak">
        /// How much comes through a closed gate: <see cref="TrainingLeak"/>, or 0 to play.
        /// </param>
        public PhasedLstmState InitialState(Backend on, int rows, float leak)
        {
            return new PhasedLstmState(on.New(rows, Outputs), on.New(rows, Outputs), leak);
        }

        /// <inheritdoc/>
        public override int Outputs => lstm.Outputs;
    }
}
