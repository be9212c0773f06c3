#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Computes one segment of a long sequence.</summary>
    /// <param name="on">The backend of its tensors.</param>
    /// <param name="index">The segment, from 0 on.</param>
    /// <param name="state">
    /// The state before the segment, replaced by that after it. Nothing before segment 0, which makes it.
    /// </param>
    /// <returns>The loss of the segment, a column, or null.</returns>
    public delegate Tensor? Segment<TState>(Backend on, int index, ref TState state)
        where TState : struct, ICellState<TState>;

    /// <summary>
    /// Represents backpropagation through a sequence too long for memory: of each segment only the state
    /// before it is kept, and the segment is computed a second time on the way back (Chen, Xu, Zhang and
    /// Guestrin, 2016).
    /// </summary>
    /// <remarks>
    /// The tape holds one segment of T / K steps in place of T, and K states: least for K near √T, at the
    /// price of one forward pass more. The gradient is the same, bit by bit, as that of the whole sequence on
    /// the same tape, if what a segment draws comes from the <see cref="Rng"/> that is given here, whose
    /// numbers are repeated. Not safe for use by several threads at once.
    /// </remarks>
    public sealed class Checkpointing<TState>
        where TState : struct, ICellState<TState>
    {
        private readonly TapeBackend tape;
        private readonly Segment<TState> segment;
        private readonly Rng? chance;
        private readonly List<float[]>?[] states;
        private readonly RngState[] chances;
        private TState shape;

        /// <summary>Initializes checkpointing.</summary>
        /// <param name="tape">The tape.</param>
        /// <param name="segments">The number of segments, at least 1.</param>
        /// <param name="segment">Computes a segment; called twice for each.</param>
        /// <param name="chance">What segments draw from, or null if they draw nothing.</param>
        public Checkpointing(TapeBackend tape, int segments, Segment<TState> segment, Rng? chance = null)
        {
            if (segments < 1)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(segments), $"A sequence has at least 1 segment, but was cut into {segments}.");
            }

            this.tape = tape;
            this.segment = segment;
            this.chance = chance;
            states = new List<float[]>?[segments + 1];
            chances = new RngState[segments];
        }

        /// <summary>
        /// Computes the loss of all segments and its gradient: <see cref="TapeBackend.Gradient"/>.
        /// </summary>
        /// <param name="weight">What the gradient is multiplied with.</param>
        /// <returns>The sum of the losses.</returns>
        /// <exception cref="InvalidOperationException">
        /// A segment left in its state a tensor that it had consumed, and another segment came behind it.
        /// </exception>
        public double Differentiate(float weight = 1)
        {
            var sum = 0.0;
            for (var i = 0; i < chances.Length; i++)
            {
                sum += Compute(i);
            }

            tape.ClearGradients();
            var slopes = new List<float[]>();
            var end = chance?.State;
            for (var i = chances.Length - 1; i >= 0; i--)
            {
                slopes = GoBack(i, weight, slopes);
            }

            if (end != null)
            {
                chance!.State = end.Value;
            }

            return sum;
        }

        private double Compute(int index)
        {
            if (chance != null)
            {
                chances[index] = chance.State;
            }

            return tape.Evaluate(on =>
            {
                var state = index == 0 ? default : Make(on, index, null);
                var loss = segment(on, index, ref state);
                var storing = new Storing(new List<float[]>());
                shape = state.Zip(state, ref storing);
                states[index + 1] = storing.All;
                return loss;
            });
        }

        /// <summary>Adds the gradient of a segment, and gets the slopes of the state before it.</summary>
        private List<float[]> GoBack(int index, float weight, List<float[]> slopes)
        {
            if (chance != null)
            {
                chance.State = chances[index];
            }

            var before = new List<float[]>();
            var after = default(TState);
            tape.AddGradients(
                on =>
                {
                    var state = index == 0 ? default : Make(on, index, before);
                    var loss = segment(on, index, ref state);
                    after = state;
                    return loss;
                },
                weight,
                () =>
                {
                    if (slopes.Count > 0)
                    {
                        var seeding = new Seeding(slopes);
                        after.Zip(after, ref seeding);
                    }
                });
            return before;
        }

        /// <summary>Makes the state before a segment.</summary>
        /// <param name="on">The tape.</param>
        /// <param name="index">The segment.</param>
        /// <param name="slopes">Receives its slopes on the way back; null if they are not wanted.</param>
        private TState Make(Backend on, int index, List<float[]>? slopes)
        {
            var making = new Making(on, states[index]!, slopes);
            return shape.Zip(shape, ref making);
        }

        /// <summary>Gets the bytes of the states that are kept between segments.</summary>
        public long Bytes
        {
            get
            {
                var floats = 0L;
                foreach (var state in states)
                {
                    state?.ForEach(numbers => floats += numbers.Length);
                }

                return floats * sizeof(float);
            }
        }
    }
}
