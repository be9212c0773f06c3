#nullable enable
using System;

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
        /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
        public MatrixShape(int m, int k, int n, bool transposeLeft = false, bool transposeRight = false)
        {
            if (m < 0 || k < 0 || n < 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(m), $"Matrices must have sizes of 0 or more, but were {m} x {k} and {k} x {n}.");
            }

            M = m;
            K = k;
            N = n;
            TransposeLeft = transposeLeft;
            TransposeRight = transposeRight;
        }
    }
}
