#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Reads and writes the blueprint of a network of tokens, as JSON: {"cell":"lstm","inputs":655,
    /// "outputs":655,"size":256,"layers":2,"dropout":0.2}.
    /// </summary>
    internal static class SequenceConfigText
    {
        /// <exception cref="ModelFormatException">The text is not of that form.</exception>
        public static SequenceConfig Read(ref JsonReader reader)
        {
            var network = new SequenceConfig { Inputs = 0, Outputs = 0, Size = 0, Layers = 0 };
            reader.BeginObject();
            while (reader.NextName(out var name))
            {
                switch (name)
                {
                    case "cell":
                        network.Cell = CellOf(reader.String());
                        break;
                    case "inputs":
                        network.Inputs = Whole(ref reader, int.MaxValue);
                        break;
                    case "outputs":
                        network.Outputs = Whole(ref reader, int.MaxValue);
                        break;
                    case "size":
                        network.Size = Whole(ref reader, Parameter.MostUnits);
                        break;
                    case "layers":
                        network.Layers = Whole(ref reader, SequenceConfig.MostLayers);
                        break;
                    case "dropout":
                        network.Dropout = (float)reader.Number();
                        break;
                    default:
                        throw new ModelFormatException(
                            "The network must have cell, inputs, outputs, size, layers and dropout, but "
                            + $"has '{name}'.");
                }
            }

            if (network.Size == 0 || network.Layers == 0 || !(network.Dropout >= 0 && network.Dropout < 1))
            {
                throw new ModelFormatException(
                    "The network must have a size, layers and a dropout in [0, 1), but has "
                    + $"{network.Size}, {network.Layers} and {network.Dropout}.");
            }

            return network;
        }

        /// <summary>Writes what <see cref="Read"/> reads.</summary>
        public static void Write(JsonWriter writer, SequenceConfig network)
        {
            writer.BeginObject();
            writer.Name("cell");
            writer.String(network.Cell);
            writer.Name("inputs");
            writer.Integer(network.Inputs);
            writer.Name("outputs");
            writer.Integer(network.Outputs);
            writer.Name("size");
            writer.Integer(network.Size);
            writer.Name("layers");
            writer.Integer(network.Layers);
            writer.Name("dropout");
            writer.Number(network.Dropout);
            writer.EndObject();
        }

        /// <summary>Requires that a network hears and scores as many tokens as there are.</summary>
        /// <param name="network">The network.</param>
        /// <param name="tokens">The number of tokens.</param>
        /// <param name="of">What has them, such as "score".</param>
        public static void RequireTokens(SequenceConfig network, int tokens, string of)
        {
            if (network.Inputs != tokens || network.Outputs != tokens)
            {
                throw new ModelFormatException(
                    $"A network for '{of}' must have {tokens} inputs and outputs, but has "
                    + $"{network.Inputs} and {network.Outputs}.");
            }
        }

        /// <summary>
        /// Requires that a network's matrices are in the checkpoint, before memory is taken for them.
        /// </summary>
        public static void RequireWeights(SequenceConfig network, Checkpoint checkpoint)
        {
            for (var layer = 0; layer < network.Layers; layer++)
            {
                var inputs = layer == 0 ? network.Inputs : network.Size;
                RequireMatrix(checkpoint, $"layers.{layer}.weight_ih", network.Size, inputs);
                RequireMatrix(checkpoint, $"layers.{layer}.weight_hh", network.Size, network.Size);
            }

            RequireMatrix(checkpoint, "head.weight", network.Outputs, network.Size);
        }

        // A gated cell has more rows than units.
        private static void RequireMatrix(Checkpoint checkpoint, string name, int rows, int columns)
        {
            var shape = checkpoint[name].Shape;
            if (shape.Count != 2 || shape[1] != columns || shape[0] < rows)
            {
                throw new ModelFormatException(
                    $"Tensor '{name}' must have {columns} columns and {rows} rows or more, but is "
                    + $"{CheckpointTensor.Describe(shape)}.");
            }
        }

        private static string CellOf(string name)
        {
            if (!SequenceConfig.IsCell(name))
            {
                throw new ModelFormatException(
                    $"A cell must be {string.Join(", ", SequenceConfig.Cells)}, but was '{name}'.");
            }

            return name;
        }

        private static int Whole(ref JsonReader reader, int most)
        {
            var value = reader.Integer();
            if (value < 1 || value > most)
            {
                throw new ModelFormatException($"A size in the config must be 1 to {most}, but was {value}.");
            }

            return (int)value;
        }
    }
}
