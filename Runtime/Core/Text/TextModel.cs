#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a network that has learned text character by character, together with its alphabet.
    /// </summary>
    /// <remarks>Holds no state: any number of writers, on any threads, can share one model.</remarks>
    public sealed class TextModel
    {
        private const string Kind = "a text model";

        private TextModel(Alphabet alphabet, SequenceConfig config, ulong seed)
        {
            Alphabet = alphabet;
            Parameters = new ParameterSet(seed);
            Network = SequenceNetwork.Create(config, Parameters);
        }

        /// <summary>Makes a model that has learned nothing.</summary>
        /// <param name="alphabet">The characters.</param>
        /// <param name="config">The network, but for inputs and outputs, which are the tokens of the alphabet.</param>
        /// <param name="seed">Where the weights come from.</param>
        public static TextModel Create(Alphabet alphabet, SequenceConfig config, ulong seed)
        {
            config = config.Copy();
            config.Inputs = alphabet.TokenCount;
            config.Outputs = alphabet.TokenCount;
            return new TextModel(alphabet, config, seed);
        }

        /// <summary>Reads a model from a file.</summary>
        /// <exception cref="ModelFormatException">The file is not a text model, or is damaged.</exception>
        /// <exception cref="System.IO.IOException">The file is not there or cannot be read.</exception>
        /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
        public static TextModel Load(string path) => Checkpoint.Load(path, Kind, From);

        /// <summary>Reads a model from the bytes of a file.</summary>
        /// <exception cref="ModelFormatException">The bytes are not a text model, or are damaged.</exception>
        public static TextModel Load(ReadOnlySpan<byte> bytes) => From(Checkpoint.Read(bytes));

        /// <summary>Gets the model in a checkpoint, which it copies.</summary>
        /// <exception cref="ModelFormatException">The checkpoint is not a text model.</exception>
        public static TextModel From(Checkpoint checkpoint)
        {
            var (alphabet, config) = TextConfig.Read(checkpoint.ConfigOf(Kind));
            SequenceConfigText.RequireWeights(config, checkpoint);
            var model = Create(alphabet, config, 0);
            checkpoint.ReadInto(model.Parameters);
            return model;
        }

        /// <summary>Makes a checkpoint of the weights and the config.</summary>
        public Checkpoint ToCheckpoint()
        {
            var checkpoint = new Checkpoint();
            checkpoint.Metadata[Checkpoint.ConfigKey] = TextConfig.Write(Alphabet, Network.Config);
            checkpoint.Add(Parameters);
            return checkpoint;
        }

        /// <summary>The characters that the network reads and writes.</summary>
        public Alphabet Alphabet { get; }

        /// <summary>The network.</summary>
        public SequenceNetwork Network { get; }

        /// <summary>The weights of the network.</summary>
        public ParameterSet Parameters { get; }
    }
}
