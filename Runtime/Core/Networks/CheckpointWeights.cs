#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Copies weights between their layouts in memory, [inputs][outputs], and in files, [outputs, inputs].
    /// </summary>
    internal static class CheckpointWeights
    {
        public static int[] ShapeOf(Parameter parameter)
        {
            return parameter.IsRow ? new[] { parameter.Outputs } : new[] { parameter.Outputs, parameter.Inputs };
        }

        public static float[] ToFile(Parameter parameter)
        {
            var values = new float[parameter.Inputs * parameter.Outputs];
            for (var i = 0; i < parameter.Inputs; i++)
            {
                var row = parameter.Row(i);
                for (var j = 0; j < row.Length; j++) values[(j * parameter.Inputs) + i] = row[j];
            }

            return values;
        }

        public static void FromFile(ReadOnlySpan<float> values, Parameter parameter)
        {
            for (var i = 0; i < parameter.Inputs; i++)
            {
                var row = parameter.Row(i);
                for (var j = 0; j < row.Length; j++) row[j] = values[(j * parameter.Inputs) + i];
            }

            parameter.Changed();
        }

        /// <summary>Throws if the weights in a checkpoint are not those of a network, name by name.</summary>
        public static void Check(Checkpoint checkpoint, ParameterSet parameters)
        {
            var names = new HashSet<string>();
            var matches = 0;
            string? mismatch = null;
            for (var i = 0; i < parameters.Count; i++)
            {
                var parameter = parameters[i];
                names.Add(parameter.Name);
                var needed = CheckpointTensor.Describe(ShapeOf(parameter));
                var found = checkpoint.Find(parameter.Name) is CheckpointTensor tensor
                    ? CheckpointTensor.Describe(tensor.Shape) : null;
                if (found == needed) matches++;
                else mismatch ??= $"'{parameter.Name}' must be {needed}, but "
                    + (found == null ? "is not there" : $"is {found}");
            }

            var weights = 0;
            foreach (var tensor in checkpoint.Tensors)
            {
                if (tensor.Name.Contains('/')) continue;
                weights++;
                if (!names.Contains(tensor.Name)) mismatch ??= $"'{tensor.Name}' must not be there";
            }

            if (mismatch != null) throw new ModelFormatException(
                $"The weights must be those of the network, but {matches} of its {parameters.Count} fit, and the "
                + $"model has {weights}. First of the others: {mismatch}.");
        }
    }
}
