#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>Represents a named tensor of a <see cref="Checkpoint"/>, in the layout of the file.</summary>
    public sealed class CheckpointTensor
    {
        private readonly float[] values;

        internal CheckpointTensor(string name, int[] shape, float[] values)
        {
            Name = name;
            Shape = shape;
            this.values = values;
        }

        internal static string Describe(IReadOnlyList<int> shape) => "[" + string.Join(", ", shape) + "]";

        internal int? FirstNotFinite()
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (!float.IsFinite(values[i])) return i;
            }

            return null;
        }

        /// <summary>The name, unique within its checkpoint.</summary>
        public string Name { get; }

        /// <summary>The size of each axis, slowest first; empty for a single number.</summary>
        public IReadOnlyList<int> Shape { get; }

        /// <summary>The values, the last axis running fastest. All are finite.</summary>
        public ReadOnlySpan<float> Values => values;
    }
}
