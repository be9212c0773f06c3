#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// The encoder and decoder of Bahdanau, Cho and Bengio (2015): the source is read from both ends, and the
    /// decoder looks at all of it at each step.
    /// </summary>
    /// <remarks>
    /// Each reader has half of the units, and the decoder begins with what both remember, side by side; the
    /// paper begins with a layer over what the backward one does. LSTMs stand for the paper's GRUs, and an
    /// affine layer for its maxout.
    /// </remarks>
    internal sealed class AttentiveEncoderDecoder : EncoderDecoder
    {
        private readonly Bidirectional<LstmState> encoder;
        private readonly AttentionCell<LstmState> decoder;

        public AttentiveEncoderDecoder(EncoderDecoderConfig config, ParameterSet parameters)
            : base(config, parameters, 2 * config.Size)
        {
            int size = config.Size, embedding = config.Embedding;
            encoder = new Bidirectional<LstmState>(
                new LstmCell(parameters, "encoder.forward", embedding, size / 2),
                new LstmCell(parameters, "encoder.backward", embedding, size / 2));
            var cell = new LstmCell(parameters, "decoder.0", embedding + size, size);
            decoder = new AttentionCell<LstmState>(cell, NewAttention(config, parameters), size);
        }

        public override SequenceState Read(Backend on, IReadOnlyList<int[]> sources)
        {
            var inputs = Embed(on, sources, false, out var lengths);
            var (outputs, forward, backward) = encoder.Run(inputs, lengths);
            var start = new LstmState(forward.Hidden.Join(backward.Hidden), forward.Cell.Join(backward.Cell));
            var state = decoder.InitialState(Attention.Annotate(outputs), lengths, start);
            return new CellSequenceState<AttentionState<LstmState>>(
                on, lengths.Length, decoder.InitialState, state);
        }

        public override SequenceState NewState(Backend on, int rows, Rng? dropout = null)
        {
            return new CellSequenceState<AttentionState<LstmState>>(on, rows, decoder.InitialState);
        }

        public override Tensor? Look(SequenceState state)
        {
            return ((CellSequenceState<AttentionState<LstmState>>)state).Value.Weights;
        }

        private protected override Tensor Decode(Tensor x, SequenceState state)
        {
            return decoder.Step(x, ref ((CellSequenceState<AttentionState<LstmState>>)state).Value);
        }

        private static Attention NewAttention(EncoderDecoderConfig config, ParameterSet parameters)
        {
            var size = config.Size;
            return config.Attention switch
            {
                "additive" => new AdditiveAttention(parameters, "attention", size, size, size),
                "general" => new MultiplicativeAttention(parameters, "attention", size, size),
                "dot" => new MultiplicativeAttention(size),
                _ => throw new ArgumentException(
                    $"Attention must be none, additive, general or dot, but was '{config.Attention}'."),
            };
        }
    }
}
