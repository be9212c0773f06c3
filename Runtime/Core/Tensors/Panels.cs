#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// A parameter in panels of a few columns, each [inputs][columns] without gaps: a product with one row
    /// streams through the memory once, and reads it in order.
    /// </summary>
    internal sealed unsafe class Panels
    {
        private readonly AlignedMemory memory;

        public Panels(Parameter parameter, int columns)
        {
            Columns = columns;
            Version = parameter.Version;
            memory = new AlignedMemory(checked(parameter.Inputs * parameter.Stride));
            var to = memory.At;
            var bytes = Columns * sizeof(float);
            for (var start = 0; start < parameter.Outputs; start += Columns)
            {
                for (var input = 0; input < parameter.Inputs; input++, to += Columns)
                {
                    Buffer.MemoryCopy(parameter.At(input) + start, to, bytes, bytes);
                }
            }

            GC.KeepAlive(parameter);
        }

        public float* At => memory.At;

        public int Columns { get; }

        /// <summary>The version of the parameter that was packed.</summary>
        public int Version { get; }
    }
}
