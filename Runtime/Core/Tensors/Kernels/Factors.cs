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

        /// <summary>The distance between the inputs of a row: 1, unless X is a transpose.</summary>
        public readonly int Step;

        /// <summary>The number of inputs.</summary>
        public readonly int Inputs;

        /// <summary>The panels of W: see <see cref="RnnGen.Panels"/>.</summary>
        public readonly float* Panels;

        public Factors(float* x, int stride, int step, int inputs, float* panels)
        {
            X = x;
            Stride = stride;
            Step = step;
            Inputs = inputs;
            Panels = panels;
        }
    }
}
