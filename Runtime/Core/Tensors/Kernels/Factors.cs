#nullable enable

namespace RnnGen
{
    /// <summary>The two matrices of a product: inputs, and weights in panels.</summary>
    internal readonly unsafe struct Factors
    {
        /// <summary>The inputs.</summary>
        public readonly float* X;

        /// <summary>The distance between rows of X.</summary>
        public readonly int Stride;

        /// <summary>The number of inputs.</summary>
        public readonly int Inputs;

        /// <summary>The panels of W: see <see cref="RnnGen.Panels"/>.</summary>
        public readonly float* Panels;

        public Factors(Block x, Panels w)
            : this(x, w.At)
        {
        }

        public Factors(Block x, float* panels)
        {
            X = x.At;
            Stride = x.Stride;
            Inputs = x.Columns;
            Panels = panels;
        }
    }
}
