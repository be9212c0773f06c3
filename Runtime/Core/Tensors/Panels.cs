#nullable enable
using System;
using System.Threading;

namespace RnnGen
{
    /// <summary>
    /// A parameter, or its transpose, in panels of a few columns, each [inputs][columns] without gaps: a
    /// product with one row streams through the memory once, and reads it in order.
    /// </summary>
    internal sealed unsafe class Panels
    {
        private readonly Parameter parameter;
        private readonly bool transposed;
        private readonly AlignedMemory memory;
        private int version = -1;

        /// <summary>Reserves the memory, which <see cref="Pack"/> fills.</summary>
        public Panels(Parameter parameter, int columns, bool transposed = false)
        {
            this.parameter = parameter;
            this.transposed = transposed;
            Columns = columns;
            var outputs = transposed ? parameter.Inputs : parameter.Outputs;
            var inputs = transposed ? parameter.Outputs : parameter.Inputs;
            memory = new AlignedMemory(checked((outputs + columns - 1) / columns * columns * inputs));
        }

        /// <summary>Packs the present values.</summary>
        public void Pack()
        {
            var packed = parameter.Version;
            if (transposed)
            {
                PackTransposed();
            }
            else
            {
                PackStraight();
            }

            GC.KeepAlive(parameter);
            Volatile.Write(ref version, packed);
        }

        private void PackStraight()
        {
            var to = memory.At;
            var bytes = Columns * sizeof(float);
            for (var start = 0; start < parameter.Outputs; start += Columns)
            {
                for (var input = 0; input < parameter.Inputs; input++, to += Columns)
                {
                    Buffer.MemoryCopy(parameter.At(input) + start, to, bytes, bytes);
                }
            }
        }

        private void PackTransposed()
        {
            var to = memory.At;
            var outputs = parameter.Outputs;
            for (var start = 0; start < parameter.Inputs; start += Columns, to += (long)outputs * Columns)
            {
                var count = Math.Min(Columns, parameter.Inputs - start);
                var rows = new Block(parameter.At(start), count, outputs, parameter.Stride);
                Transposition.Run(rows, to, Columns);
            }
        }

        public float* At => memory.At;

        public int Columns { get; }

        /// <summary>The version of the parameter that was packed last, to its end.</summary>
        public int Version => Volatile.Read(ref version);
    }
}
