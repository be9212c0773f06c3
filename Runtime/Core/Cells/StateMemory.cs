#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Writes states to memory, and makes them from it again.</summary>
    internal static unsafe class StateMemory
    {
        /// <summary>Counts the numbers in a state.</summary>
        public static int Count<TState>(TState state)
            where TState : struct, ICellState<TState>
        {
            var counting = default(Counting);
            state.Zip(state, ref counting);
            return counting.Count;
        }

        /// <summary>Writes a state, tensor by tensor and row by row.</summary>
        /// <param name="state">The state.</param>
        /// <param name="to">Room for as many numbers as it has.</param>
        public static void Save<TState>(TState state, Span<float> to)
            where TState : struct, ICellState<TState>
        {
            Require(state, to.Length);
            fixed (float* at = to)
            {
                var saving = new Saving(at);
                state.Zip(state, ref saving);
            }
        }

        /// <summary>Makes a state of the shape of another from what <see cref="Save"/> wrote.</summary>
        /// <param name="shape">The other state, on the backend of the new one.</param>
        /// <param name="from">The numbers.</param>
        public static TState Restore<TState>(TState shape, ReadOnlySpan<float> from)
            where TState : struct, ICellState<TState>
        {
            Require(shape, from.Length);
            fixed (float* at = from)
            {
                var restoring = new Restoring(at);
                return shape.Zip(shape, ref restoring);
            }
        }

        private static void Require<TState>(TState state, int length)
            where TState : struct, ICellState<TState>
        {
            var count = Count(state);
            if (length < count)
            {
                throw new ArgumentException($"The state takes {count} floats, but there are {length}.");
            }
        }
    }
}
