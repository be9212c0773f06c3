#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents a network that has learned to draw frame after frame, with its weights.</summary>
    /// <remarks>Holds no state: any number of animators, on any threads, can share one model.</remarks>
    public sealed class VideoModel
    {
        private const string Kind = "a model of videos";

        private VideoModel(VideoConfig config, ulong seed)
        {
            Parameters = new ParameterSet(seed);
            Network = VideoNetwork.Create(config, Parameters);
        }

        /// <summary>Makes a model that has learned nothing.</summary>
        /// <param name="config">The blueprint.</param>
        /// <param name="seed">Where the weights come from.</param>
        /// <exception cref="ArgumentException">The blueprint is not one.</exception>
        public static VideoModel Create(VideoConfig config, ulong seed) => new VideoModel(config, seed);

        /// <summary>Reads a model from a file.</summary>
        /// <exception cref="ModelFormatException">The file is not a model of videos, or is damaged.</exception>
        /// <exception cref="System.IO.IOException">The file is not there or cannot be read.</exception>
        /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
        public static VideoModel Load(string path) => Checkpoint.Load(path, Kind, From);

        /// <summary>Gets the model in a checkpoint, which it copies.</summary>
        /// <exception cref="ModelFormatException">The checkpoint is not a model of videos.</exception>
        public static VideoModel From(Checkpoint checkpoint)
        {
            var config = VideoConfigText.Read(checkpoint.ConfigOf(Kind));
            DrawModel.Check(config.Frame.WithContext(config.Time), checkpoint);
            if (config.Time > 0)
            {
                DrawModel.Require(checkpoint, "time.weight_ih", 4 * config.Time, config.TimeInputs);
                DrawModel.Require(checkpoint, "time.weight_hh", 4 * config.Time, config.Time);
                DrawModel.Require(checkpoint, "carry.weight", config.CarryValues, config.Time);
            }

            var model = new VideoModel(config, 0);
            checkpoint.ReadInto(model.Parameters);
            return model;
        }

        /// <summary>Makes a checkpoint of the weights and the blueprint.</summary>
        public Checkpoint ToCheckpoint()
        {
            var checkpoint = new Checkpoint();
            checkpoint.Metadata[Checkpoint.ConfigKey] = VideoConfigText.Write(Network.Config);
            checkpoint.Add(Parameters);
            return checkpoint;
        }

        /// <summary>The network.</summary>
        public VideoNetwork Network { get; }

        /// <summary>The weights of the network.</summary>
        public ParameterSet Parameters { get; }
    }
}
