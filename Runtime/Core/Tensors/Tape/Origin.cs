#nullable enable
using System;

namespace RnnGen
{
    /// <summary>What a tensor on a tape was made from, and by what.</summary>
    internal struct Origin
    {
        /// <summary>The way back; null if there is none, or for a view, which shares its parent's slope.</summary>
        public Operation? Operation;

        /// <summary>The first operand; of a view, its parent.</summary>
        public TapeTensor? A;

        /// <summary>The second operand.</summary>
        public TapeTensor? B;

        /// <summary>The third operand.</summary>
        public TapeTensor? C;

        /// <summary>A second result of the same operation, made before this one.</summary>
        public TapeTensor? Pair;

        /// <summary>The weights that A was multiplied with, or the row that was repeated.</summary>
        public Parameter? W;

        /// <summary>The weights that B was multiplied with.</summary>
        public Parameter? U;

        /// <summary>The bias.</summary>
        public Parameter? Bias;

        /// <summary>The rows that come from A.</summary>
        public ReadOnlyMemory<bool> Chosen;

        /// <summary>The targets of a loss.</summary>
        public ReadOnlyMemory<int> Targets;

        /// <summary>Where the slope of a variable is copied to, row by row.</summary>
        public float[]? SlopeTo;

        /// <summary>A factor, or the leak of gates.</summary>
        public float Factor;

        /// <summary>The first column of a view, or the axis of filters.</summary>
        public int Start;

        /// <summary>The number of filters, or of classes.</summary>
        public int Count;

        /// <summary>The pixels along the longer axis.</summary>
        public int Longest;

        /// <summary>Whether the last pixel is a neighbour of the first.</summary>
        public bool Wraps;

        /// <summary>The columns from one class to the next.</summary>
        public int Apart;

        /// <summary>The shape of a product.</summary>
        public MatrixShape Shape;
    }
}
