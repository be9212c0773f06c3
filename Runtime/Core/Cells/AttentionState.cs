#nullable enable
using System;

namespace RnnGen
{
    /// <summary>What a cell remembers that looks at annotations, and what it looks at.</summary>
    /// <typeparam name="TState">What the cell within remembers.</typeparam>
    public readonly struct AttentionState<TState> : ICellState<AttentionState<TState>>
        where TState : struct, ICellState<TState>
    {
        /// <summary>The state of the cell within.</summary>
        public readonly TState Inner;

        /// <summary>The annotations, position by position, [rows, N · width].</summary>
        public readonly Tensor Annotations;

        /// <summary>What queries are compared with, position by position.</summary>
        public readonly Tensor Keys;

        /// <summary>1 for an annotation, 0 for padding, [rows, N].</summary>
        public readonly Tensor Mask;

        /// <summary>The share of each annotation in what was read last, [rows, N]: a picture's line.</summary>
        public readonly Tensor Weights;

        /// <summary>What was read last, [rows, width].</summary>
        public readonly Tensor Context;

        private AttentionState(
            TState inner, Tensor annotations, Tensor keys, Tensor mask, Tensor weights, Tensor context)
        {
            Inner = inner;
            Annotations = annotations;
            Keys = keys;
            Mask = mask;
            Weights = weights;
            Context = context;
        }

        /// <summary>Makes the state before the first step, in which all annotations count alike.</summary>
        internal static AttentionState<TState> Start(
            Attention attention, TState inner, Tensor annotations, int width, ReadOnlySpan<int> lengths)
        {
            int rows = annotations.Rows, positions = annotations.Columns / width;
            if (positions * width != annotations.Columns || lengths.Length != rows)
            {
                throw new ArgumentException(
                    $"Annotations must be {width} wide, and each row of them needs a length, but {rows} x "
                    + $"{annotations.Columns} came with {lengths.Length} lengths.");
            }

            float[] ones = new float[rows * positions], shares = new float[rows * positions];
            for (var r = 0; r < rows; r++)
            {
                if (lengths[r] < 0 || lengths[r] > positions)
                {
                    throw new ArgumentException(
                        $"A row of {positions} annotations must have a length of 0 to {positions}, but row {r} has "
                        + $"{lengths[r]}.");
                }

                ones.AsSpan(r * positions, lengths[r]).Fill(1);
                shares.AsSpan(r * positions, lengths[r]).Fill(1f / lengths[r]);
            }

            var on = annotations.Backend;
            var keys = attention.Keys(annotations.Reshape(width)).Reshape(positions * attention.KeySize);
            var weights = on.From(shares, rows, positions);
            return new AttentionState<TState>(
                inner, annotations, keys, on.From(ones, rows, positions), weights,
                Attention.Read(weights, annotations));
        }

        /// <inheritdoc/>
        public AttentionState<TState> Zip<TOperation>(
            AttentionState<TState> other, ref TOperation operation)
            where TOperation : struct, IStateOperation
        {
            return new AttentionState<TState>(
                Inner.Zip(other.Inner, ref operation),
                operation.Apply(Annotations, other.Annotations),
                operation.Apply(Keys, other.Keys),
                operation.Apply(Mask, other.Mask),
                operation.Apply(Weights, other.Weights),
                operation.Apply(Context, other.Context));
        }

        /// <summary>Gets the state after a step over the same annotations.</summary>
        internal AttentionState<TState> After(TState inner, Tensor weights, Tensor context)
        {
            return new AttentionState<TState>(inner, Annotations, Keys, Mask, weights, context);
        }
    }
}
