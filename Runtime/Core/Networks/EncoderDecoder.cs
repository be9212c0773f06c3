#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Represents a network that reads a sequence of tokens, and then says another, made of it.
    /// </summary>
    /// <remarks>
    /// As a <see cref="SequenceNetwork"/> it is the decoder, which hears the tokens it has said, and
    /// <see cref="Read"/> makes the state it begins from. Encoder and decoder have weights of their own, and
    /// tokens are embedded. The network holds nothing but parameters, which several threads may read.
    /// </remarks>
    public abstract class EncoderDecoder : SequenceNetwork
    {
        private const float EmbeddingRange = 0.5f;

        private readonly Parameter source;
        private readonly Parameter target;

        /// <param name="config">The blueprint.</param>
        /// <param name="parameters">The set to which the network adds its parameters.</param>
        /// <param name="features">The number of values from which scores are made.</param>
        private protected EncoderDecoder(EncoderDecoderConfig config, ParameterSet parameters, int features)
            : base(DecoderOf(config), parameters, features)
        {
            source = parameters.Matrix("source.weight", config.SourceTokens, config.Embedding, EmbeddingRange);
            target = parameters.Matrix("target.weight", config.TargetTokens, config.Embedding, EmbeddingRange);
        }

        /// <summary>Makes a network.</summary>
        /// <param name="config">The blueprint.</param>
        /// <param name="parameters">The set to which the network adds its parameters.</param>
        /// <exception cref="ArgumentException">The blueprint is of nothing that can be made.</exception>
        public static EncoderDecoder Create(EncoderDecoderConfig config, ParameterSet parameters)
        {
            if (config.SourceTokens < 1 || config.TargetTokens < 1 || config.Embedding < 1 || config.Size < 1
                || config.Size > Parameter.MostUnits || config.Layers < 1
                || config.Layers > SequenceConfig.MostLayers)
            {
                throw new ArgumentException(
                    "An encoder and decoder need at least one token each, one number for it, and 1 to "
                    + $"{Parameter.MostUnits} units in 1 to {SequenceConfig.MostLayers} layers, but have "
                    + $"{config.SourceTokens} and {config.TargetTokens}, {config.Embedding}, {config.Size} and "
                    + $"{config.Layers}.");
            }

            if (config.Attention != "none" && (config.Size % 2 != 0 || config.Layers != 1 || config.IsReversed))
            {
                throw new ArgumentException(
                    "An encoder and decoder with attention must have one layer, of an even number of units, and "
                    + $"read from both ends, but was to have {config.Layers} layers of {config.Size} units"
                    + (config.IsReversed ? " and to read from the end." : "."));
            }

            return config.Attention == "none"
                ? (EncoderDecoder)new PlainEncoderDecoder(config, parameters)
                : new AttentiveEncoderDecoder(config, parameters);
        }

        /// <summary>Reads a source in each row.</summary>
        /// <param name="on">The backend that computes the steps.</param>
        /// <param name="sources">The tokens of each source; they may be of several lengths.</param>
        /// <returns>The state before the first token of what is made of them.</returns>
        public abstract SequenceState Read(Backend on, IReadOnlyList<int[]> sources);

        /// <summary>
        /// Gets the share of each token of the source in what the last step looked at, [rows, longest source],
        /// or null without attention.
        /// </summary>
        public abstract Tensor? Look(SequenceState state);

        /// <inheritdoc/>
        private protected sealed override Tensor Advance(Tensor x, SequenceState state)
        {
            return Decode(x.Linear(target), state);
        }

        private protected abstract Tensor Decode(Tensor x, SequenceState state);

        /// <summary>Embeds sources, one tensor a step, as many as the longest has tokens, and at least one.</summary>
        /// <param name="on">The backend that computes the steps.</param>
        /// <param name="sources">The sources.</param>
        /// <param name="isReversed">Whether each is turned round.</param>
        /// <param name="lengths">The number of tokens of each.</param>
        private protected Tensor[] Embed(
            Backend on, IReadOnlyList<int[]> sources, bool isReversed, out int[] lengths)
        {
            var steps = 1;
            lengths = new int[sources.Count];
            for (var r = 0; r < lengths.Length; r++)
            {
                lengths[r] = sources[r].Length;
                steps = Math.Max(steps, lengths[r]);
            }

            var inputs = new Tensor[steps];
            for (var t = 0; t < steps; t++)
            {
                var tokens = new int[lengths.Length];
                for (var r = 0; r < tokens.Length; r++)
                {
                    var at = isReversed ? lengths[r] - 1 - t : t;
                    tokens[r] = t < lengths[r] ? sources[r][at] : 0;
                }

                inputs[t] = on.OneHot(tokens, source.Inputs).Linear(source);
            }

            return inputs;
        }

        private static SequenceConfig DecoderOf(EncoderDecoderConfig config)
        {
            return new SequenceConfig
            {
                Cell = "lstm",
                Inputs = config.TargetTokens,
                Outputs = config.TargetTokens,
                Size = config.Size,
                Layers = config.Layers,
            };
        }
    }
}
