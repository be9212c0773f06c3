#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>The blueprint of a <see cref="SequenceNetwork"/>.</summary>
    public sealed class SequenceConfig
    {
        /// <summary>The largest number of layers.</summary>
        public const int MostLayers = 64;

        private static readonly string[] cells = { "lstm", "layer-norm-lstm", "gru", "gru-reset-after", "rnn" };

        /// <summary>The kind of cell: one of <see cref="Cells"/>.</summary>
        public string Cell { get; set; } = "lstm";

        /// <summary>
        /// The number of values that go in at each step: the number of tokens, for a model of tokens.
        /// </summary>
        public int Inputs { get; set; }

        /// <summary>The number of values that come out at each step.</summary>
        public int Outputs { get; set; }

        /// <summary>The number of units in each layer.</summary>
        public int Size { get; set; } = 256;

        /// <summary>The number of layers, from 1 to <see cref="MostLayers"/>.</summary>
        public int Layers { get; set; } = 2;

        /// <summary>The share of values that training drops between layers, in [0, 1).</summary>
        public float Dropout { get; set; }

        internal SequenceConfig Copy() => (SequenceConfig)MemberwiseClone();

        /// <summary>Gets whether there is such a cell.</summary>
        internal static bool IsCell(string name) => Array.IndexOf(cells, name) >= 0;

        /// <summary>Gets the kinds of cells.</summary>
        public static IReadOnlyList<string> Cells => cells;
    }
}
