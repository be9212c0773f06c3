#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a network that reads a sequence and scores what comes next: recurrent layers under an
    /// affine one.
    /// </summary>
    /// <remarks>
    /// The network holds nothing but parameters, which several threads may read; each has its own states, on
    /// its own backend. <see cref="Step(Tensor, SequenceState)"/> allocates nothing on the CPU.
    /// </remarks>
    public abstract class SequenceNetwork
    {
        private readonly Parameter weight;
        private readonly Parameter bias;

        /// <param name="config">The blueprint.</param>
        /// <param name="parameters">The set to which the network adds its parameters.</param>
        /// <param name="features">The number of values from which scores are made.</param>
        private protected SequenceNetwork(SequenceConfig config, ParameterSet parameters, int features)
        {
            Config = config.Copy();
            weight = parameters.Matrix("head.weight", features, config.Outputs);
            bias = parameters.Row("head.bias", config.Outputs);
        }

        /// <summary>Makes a network.</summary>
        /// <param name="config">The blueprint.</param>
        /// <param name="parameters">The set to which the network adds its parameters.</param>
        public static SequenceNetwork Create(SequenceConfig config, ParameterSet parameters)
        {
            Check(config);
            var size = config.Size;
            return config.Cell switch
            {
                "lstm" => Of<LstmState>((name, inputs) => new LstmCell(parameters, name, inputs, size)),
                "layer-norm-lstm" =>
                    Of<LstmState>((name, inputs) => new LayerNormLstmCell(parameters, name, inputs, size)),
                "gru" => Of<HiddenState>((name, inputs) => new GruCell(parameters, name, inputs, size)),
                "gru-reset-after" =>
                    Of<HiddenState>((name, inputs) => new GruResetAfterCell(parameters, name, inputs, size)),
                "rnn" => Of<HiddenState>((name, inputs) => new RnnCell(parameters, name, inputs, size)),
                _ => throw new ArgumentException(
                    $"A cell must be {string.Join(", ", SequenceConfig.Cells)}, but was '{config.Cell}'."),
            };

            SequenceNetwork Of<TState>(Func<string, int, Cell<TState>> newCell)
                where TState : struct, ICellState<TState>
            {
                var layers = new Cell<TState>[config.Layers];
                for (var i = 0; i < layers.Length; i++)
                {
                    layers[i] = newCell("layers." + i, i == 0 ? config.Inputs : config.Size);
                }

                return new StackedNetwork<TState>(config, parameters, new StackedCell<TState>(layers));
            }
        }

        /// <summary>Makes the state before a sequence.</summary>
        /// <param name="on">The backend that computes the steps.</param>
        /// <param name="rows">The number of sequences side by side.</param>
        /// <param name="dropout">The source of dropout's masks, when training; null when playing.</param>
        public abstract SequenceState NewState(Backend on, int rows, Rng? dropout = null);

        /// <summary>Reads one input per row.</summary>
        /// <param name="x">The inputs, [rows, inputs], or one-hot.</param>
        /// <param name="state">The state, which is advanced.</param>
        /// <returns>The scores of what comes next (logits), [rows, outputs].</returns>
        public Tensor Step(Tensor x, SequenceState state)
        {
            return Step(x, state, out _);
        }

        /// <inheritdoc cref="Step(Tensor, SequenceState)"/>
        /// <param name="x">The inputs, [rows, inputs], or one-hot.</param>
        /// <param name="state">The state, which is advanced.</param>
        /// <param name="hidden">
        /// Set to what the scores are made of: the outputs of the highest layer, [rows, size]; behind them, in an
        /// <see cref="EncoderDecoder"/> with attention, what it looked at, [rows, 2 · size].
        /// </param>
        public Tensor Step(Tensor x, SequenceState state, out Tensor hidden)
        {
            hidden = Advance(x, state);
            return hidden.Linear(weight, bias);
        }

        private protected abstract Tensor Advance(Tensor x, SequenceState state);

        private static void Check(SequenceConfig config)
        {
            if (config.Inputs < 1 || config.Outputs < 1 || config.Size < 1 || config.Size > Parameter.MostUnits
                || config.Layers < 1 || config.Layers > SequenceConfig.MostLayers
                || !(config.Dropout >= 0 && config.Dropout < 1))
            {
                throw new ArgumentException(
                    $"A network needs at least one input and output, 1 to {Parameter.MostUnits} units, "
                    + $"1 to {SequenceConfig.MostLayers} layers, and a dropout in [0, 1), but has {config.Inputs}, "
                    + $"{config.Outputs}, {config.Size}, {config.Layers} and {config.Dropout}.");
            }
        }

        /// <summary>The blueprint: a copy, which must stay as it is.</summary>
        public SequenceConfig Config { get; }
    }
}
