#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a network that has learned music, together with the codec that it speaks.
    /// </summary>
    /// <remarks>Holds no state: any number of composers, on any threads, can share one model.</remarks>
    public sealed class MusicModel
    {
        private const string Kind = "a music model";

        private MusicModel(NoteCodec codec, SequenceConfig config, ulong seed)
        {
            Codec = codec;
            Parameters = new ParameterSet(seed);
            Network = SequenceNetwork.Create(config, Parameters);
        }

        /// <summary>Makes a model that has learned nothing.</summary>
        /// <param name="codec">What the tokens are.</param>
        /// <param name="config">The network, but for inputs and outputs, which are the tokens of the codec.</param>
        /// <param name="seed">Where the weights come from.</param>
        public static MusicModel Create(NoteCodec codec, SequenceConfig config, ulong seed)
        {
            config = config.Copy();
            config.Inputs = codec.TokenCount;
            config.Outputs = codec.TokenCount;
            return new MusicModel(codec, config, seed);
        }

        /// <summary>Reads a model from a file.</summary>
        /// <exception cref="ModelFormatException">The file is not a music model, or is damaged.</exception>
        /// <exception cref="System.IO.IOException">The file is not there or cannot be read.</exception>
        /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
        public static MusicModel Load(string path) => Checkpoint.Load(path, Kind, From);

        /// <summary>Reads a model from the bytes of a file.</summary>
        /// <exception cref="ModelFormatException">
        /// The bytes are not a music model, or are damaged.
        /// </exception>
        public static MusicModel Load(ReadOnlySpan<byte> bytes) => From(Checkpoint.Read(bytes));

        /// <summary>Gets the model in a checkpoint, which it copies.</summary>
        /// <exception cref="ModelFormatException">The checkpoint is not a music model.</exception>
        public static MusicModel From(Checkpoint checkpoint)
        {
            var (codec, config) = MusicConfig.Read(checkpoint.ConfigOf(Kind));
            SequenceConfigText.RequireWeights(config, checkpoint);
            var model = Create(codec, config, 0);
            checkpoint.ReadInto(model.Parameters);
            return model;
        }

        /// <summary>Makes a checkpoint of the weights and the config.</summary>
        public Checkpoint ToCheckpoint()
        {
            var checkpoint = new Checkpoint();
            checkpoint.Metadata[Checkpoint.ConfigKey] = MusicConfig.Write(Codec, Network.Config);
            checkpoint.Add(Parameters);
            return checkpoint;
        }

        /// <summary>The codec that the network speaks.</summary>
        public NoteCodec Codec { get; }

        /// <summary>The network.</summary>
        public SequenceNetwork Network { get; }

        /// <summary>The weights of the network.</summary>
        public ParameterSet Parameters { get; }
    }
}
