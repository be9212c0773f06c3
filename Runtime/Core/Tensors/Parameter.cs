#nullable enable
using System;
using System.Threading;

namespace RnnGen
{
    /// <summary>Represents a named matrix of weights, or a row of biases: what a network learns.</summary>
    /// <remarks>
    /// In memory a parameter is [inputs][outputs], so that a one-hot input selects a row; files hold
    /// PyTorch's [outputs, inputs]. Every backend reads the same numbers and keeps what it derives from them
    /// (packed panels, a copy on another device) until <see cref="Version"/> grows.
    /// </remarks>
    public sealed unsafe class Parameter
    {
        /// <summary>
        /// The most units of a layer: four gates of as many, with a weight from each, are half of what a file can
        /// keep as one parameter.
        /// </summary>
        public const int MostUnits = 1 << 13;

        private readonly AlignedMemory memory;
        private Panels? panels;

        internal Parameter(int index, string name, int inputs, int outputs, bool isRow)
        {
            Index = index;
            Name = name;
            IsRow = isRow;
            Inputs = inputs;
            Outputs = outputs;
            Stride = (outputs + Block.Padding - 1) & -Block.Padding;
            memory = new AlignedMemory(checked(inputs * Stride));
        }

        /// <summary>
        /// Gets the weights from one input to all outputs. Call <see cref="Changed"/> after writing.
        /// </summary>
        public Span<float> Row(int input)
        {
            if ((uint)input >= (uint)Inputs)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(input), $"Parameter '{Name}' has {Inputs} inputs, but not an input {input}.");
            }

            var row = new Span<float>(At(input), Outputs);

            // Only from here on the span itself holds the memory.
            GC.KeepAlive(this);
            return row;
        }

        /// <summary>Sets a range of outputs, for every input, to one value.</summary>
        public void Fill(float value, int start, int count)
        {
            for (var input = 0; input < Inputs; input++)
            {
                Row(input).Slice(start, count).Fill(value);
            }

            Changed();
        }

        /// <summary>Tells the backends that values were written.</summary>
        public void Changed()
        {
            Version++;
        }

        /// <summary>Gets the memory of a row, which ends in zeros up to a whole panel.</summary>
        internal float* At(int input)
        {
            return memory.At + (long)input * Stride;
        }

        /// <summary>Gets the values packed for kernels that work on panels of so many columns.</summary>
        /// <remarks>Several threads may ask at once: at worst both pack, and get the same.</remarks>
        internal Panels Pack(int panelColumns)
        {
            var packed = Volatile.Read(ref panels);
            if (packed == null || packed.Columns != panelColumns || packed.Version != Version)
            {
                packed = new Panels(this, panelColumns);
                packed.Pack();
                Volatile.Write(ref panels, packed);
            }

            return packed;
        }

        /// <summary>The name, unique in its set and the same in files: "layers.0.weight_ih".</summary>
        public string Name { get; }

        /// <summary>The number of inputs, 1 for a row.</summary>
        public int Inputs { get; }

        /// <summary>
        /// Whether this is a row of biases, and not a matrix that happens to have one input.
        /// </summary>
        public bool IsRow { get; }

        /// <summary>The number of outputs.</summary>
        public int Outputs { get; }

        /// <summary>A number that grows with every <see cref="Changed"/>.</summary>
        public int Version { get; private set; }

        /// <summary>The place in the set.</summary>
        internal int Index { get; }

        internal int Stride { get; }
    }
}
