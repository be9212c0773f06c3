#nullable enable

namespace RnnGen
{
    /// <summary>
    /// Represents the sizes of a product of matrices that lie in the rows of tensors: [M, K] times [K, N].
    /// </summary>
    public readonly struct MatrixShape
    {
        /// <summary>The rows of the left matrix.</summary>
        public readonly int M;

        /// <summary>The columns of the left matrix, which are the rows of the right one.</summary>
        public readonly int K;

        /// <summary>The columns of the right matrix.</summary>
        public readonly int N;

        /// <summary>Whether the left matrix is stored column by column, [K, M].</summary>
        public readonly bool TransposeLeft;

        /// <summary>Whether the right matrix is stored column by column, [N, K].</summary>
        public readonly bool TransposeRight;

        /// <summary>Initializes a shape.</summary>
        public MatrixShape(int m, int k, int n, bool transposeLeft = false, bool transposeRight = false)
        {
            M = m;
            K = k;
            N = n;
            TransposeLeft = transposeLeft;
            TransposeRight = transposeRight;
        }
    }
}
