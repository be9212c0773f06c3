#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// The encoder and decoder of Sutskever, Vinyals and Le (2014): what the one remembers in the end is where
    /// the other begins, layer by layer, and all that it knows of the source.
    /// </summary>
    internal sealed class PlainEncoderDecoder : EncoderDecoder
    {
        private readonly StackedCell<LstmState> encoder;
        private readonly StackedCell<LstmState> decoder;
        private readonly bool isReversed;

        public PlainEncoderDecoder(EncoderDecoderConfig config, ParameterSet parameters)
            : base(config, parameters, config.Size)
        {
            isReversed = config.IsReversed;
            encoder = Stack(config, parameters, "encoder.");
            decoder = Stack(config, parameters, "decoder.");
        }

        public override SequenceState Read(Backend on, IReadOnlyList<int[]> sources)
        {
            var inputs = Embed(on, sources, isReversed, out var lengths);
            var state = encoder.InitialState(on, lengths.Length);
            encoder.Run(inputs, lengths, ref state);
            return new CellSequenceState<StackedState<LstmState>>(
                on, lengths.Length, decoder.InitialState, state);
        }

        public override SequenceState NewState(Backend on, int rows, Rng? dropout = null)
        {
            return new CellSequenceState<StackedState<LstmState>>(on, rows, decoder.InitialState);
        }

        public override Tensor? Look(SequenceState state) => null;

        private protected override Tensor Decode(Tensor x, SequenceState state)
        {
            return decoder.Step(x, ref ((CellSequenceState<StackedState<LstmState>>)state).Value);
        }

        private static StackedCell<LstmState> Stack(
            EncoderDecoderConfig config, ParameterSet parameters, string name)
        {
            var layers = new Cell<LstmState>[config.Layers];
            for (var i = 0; i < layers.Length; i++)
            {
                var inputs = i == 0 ? config.Embedding : config.Size;
                layers[i] = new LstmCell(parameters, name + i, inputs, config.Size);
            }

            return new StackedCell<LstmState>(layers);
        }
    }
}
