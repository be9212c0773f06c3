#nullable enable
using System;

namespace RnnGen
{
    /// <summary>What a <see cref="DrawNetwork"/> carries from step to step, image by image.</summary>
    /// <remarks>
    /// It lives as long as its tensors (<see cref="Backend.NextStep"/>): to come back to one later, copy it with <see
    /// cref="Unroll.Keep{TState}"/>.
    /// </remarks>
    public readonly struct DrawState : ICellState<DrawState>
    {
        /// <summary>The canvas c: what was drawn so far, as logits, [rows, values].</summary>
        public readonly Tensor Canvas;

        /// <summary>The state of the encoder, which looks.</summary>
        public readonly LstmState Encoder;

        /// <summary>The state of the decoder, which draws.</summary>
        public readonly LstmState Decoder;

        /// <summary>All that is linear in the decoder's last output: patch, attentions, prior.</summary>
        internal readonly Tensor Heads;

        /// <summary>The class of each image; none if the network knows no classes.</summary>
        internal readonly ReadOnlyMemory<int> Classes;

        /// <summary>What the image follows, [rows, values]; null if it follows nothing.</summary>
        internal readonly Tensor? Context;

        internal DrawState(
            Tensor canvas, LstmState encoder, LstmState decoder, Tensor heads, ReadOnlyMemory<int> classes,
            Tensor? context)
        {
            Canvas = canvas;
            Encoder = encoder;
            Decoder = decoder;
            Heads = heads;
            Classes = classes;
            Context = context;
        }

        /// <inheritdoc/>
        public DrawState Zip<TOperation>(DrawState other, ref TOperation operation)
            where TOperation : struct, IStateOperation
        {
            return new DrawState(
                operation.Apply(Canvas, other.Canvas), Encoder.Zip(other.Encoder, ref operation),
                Decoder.Zip(other.Decoder, ref operation), operation.Apply(Heads, other.Heads), Classes,
                Context == null ? null : operation.Apply(Context, other.Context!));
        }
    }
}
