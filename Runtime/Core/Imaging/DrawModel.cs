#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents a network that has learned to draw, with its weights.</summary>
    /// <remarks>Holds no state: any number of painters, on any threads, can share one model.</remarks>
    public sealed class DrawModel
    {
        private const string Kind = "a model that draws";

        private DrawModel(DrawConfig config, ulong seed)
        {
            Parameters = new ParameterSet(seed);
            // That of a network of frames: a picture follows nothing.
            Network = DrawNetwork.Create(config.Context == 0 ? config : config.WithContext(0), Parameters);
        }

        /// <summary>Makes a model that has learned nothing.</summary>
        /// <param name="config">The blueprint.</param>
        /// <param name="seed">Where the weights come from.</param>
        /// <exception cref="ArgumentException">The blueprint is not one.</exception>
        public static DrawModel Create(DrawConfig config, ulong seed) => new DrawModel(config, seed);

        /// <summary>Reads a model from a file.</summary>
        /// <exception cref="ModelFormatException">The file is not a model that draws, or is damaged.</exception>
        /// <exception cref="System.IO.IOException">The file is not there or cannot be read.</exception>
        /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
        public static DrawModel Load(string path) => Checkpoint.Load(path, Kind, From);

        /// <summary>Gets the model in a checkpoint, which it copies.</summary>
        /// <exception cref="ModelFormatException">The checkpoint is not a model that draws.</exception>
        public static DrawModel From(Checkpoint checkpoint)
        {
            var config = DrawConfigText.Read(checkpoint.ConfigOf(Kind));
            Check(config, checkpoint);
            var model = new DrawModel(config, 0);
            checkpoint.ReadInto(model.Parameters);
            return model;
        }

        /// <summary>
        /// Copies the model with a glimpse of more filters, a decoder that also sees the canvas, an encoder of more
        /// units, or all of these; itself, if it sees so already. The filters that are there stay in place, and what
        /// was there hears what is new with weights of 0: the copy paints the same, but for rounding, until it learns
        /// more.
        /// </summary>
        /// <param name="read">
        /// The filters along each side of the glimpse: as many as now, or an even number more, half of them on each
        /// side.
        /// </param>
        /// <param name="canvasFeedback">Whether the decoder is to see the canvas; one that does goes on.</param>
        /// <param name="encoderSize">
        /// The units of the encoder, as many as now or more; 0 for as many as the decoder has. New ones have weights of
        /// chance, always the same.
        /// </param>
        /// <exception cref="ArgumentException">
        /// The glimpse cannot have so many filters, or the encoder so few or many units.
        /// </exception>
        public DrawModel WithSight(int read, bool canvasFeedback, int encoderSize)
        {
            var config = Network.Config;
            var sight = config.WithSight(read, canvasFeedback || config.CanvasFeedback, encoderSize);
            if (sight.EncoderUnits < config.EncoderUnits)
            {
                throw new ArgumentException(
                    $"An encoder must keep its {config.EncoderUnits} units or get more, but was to have "
                    + $"{sight.EncoderUnits}.",
                    nameof(encoderSize));
            }

            if (read != config.Read && (config.Read == 0 || read < config.Read || (read - config.Read) % 2 != 0))
            {
                throw new ArgumentException(
                    "A glimpse must keep its filters along a side or become an even number of them wider, but was to "
                    + $"have {read} where it has {config.Read}.",
                    nameof(read));
            }

            if ((sight.Read, sight.CanvasFeedback, sight.EncoderUnits)
                == (config.Read, config.CanvasFeedback, config.EncoderUnits))
            {
                return this;
            }

            var copy = Create(sight, 0);
            Sight.Copy(this, copy);
            return copy;
        }

        /// <summary>Makes a checkpoint of the weights and the blueprint.</summary>
        public Checkpoint ToCheckpoint()
        {
            var checkpoint = new Checkpoint();
            checkpoint.Metadata[Checkpoint.ConfigKey] = DrawConfigText.Write(Network.Config);
            checkpoint.Add(Parameters);
            return checkpoint;
        }

        /// <summary>
        /// Requires that the tensors whose sizes grow with each number of the blueprint are in the
        /// checkpoint, before memory is taken for any.
        /// </summary>
        internal static void Check(DrawConfig config, Checkpoint checkpoint)
        {
            Require(checkpoint, "initial.canvas", config.Values);
            Require(checkpoint, "encoder.weight_ih", 4 * config.EncoderUnits, config.EncoderInputs);
            Require(checkpoint, "encoder.weight_hh", 4 * config.EncoderUnits, config.EncoderUnits);
            Require(checkpoint, "decoder.weight_hh", 4 * config.Size, config.Size);
            Require(checkpoint, "heads.weight", config.HeadValues, config.Size);
            Require(checkpoint, "latent.weight", 2 * config.Latent, config.EncoderUnits);
            if (config.Classes > 0)
            {
                Require(checkpoint, "classes.weight", DrawNetwork.ClassColumns, config.Classes + 1);
            }
        }

        internal static void Require(Checkpoint checkpoint, string name, params int[] shape)
        {
            var found = checkpoint[name].Shape;
            var fits = found.Count == shape.Length;
            for (var i = 0; fits && i < shape.Length; i++)
            {
                fits = found[i] == shape[i];
            }

            if (!fits)
            {
                throw new ModelFormatException(
                    $"Tensor '{name}' must have shape {CheckpointTensor.Describe(shape)} for its config, but "
                    + $"has {CheckpointTensor.Describe(found)}.");
            }
        }

        /// <summary>The network.</summary>
        public DrawNetwork Network { get; }

        /// <summary>The weights of the network.</summary>
        public ParameterSet Parameters { get; }
    }
}
