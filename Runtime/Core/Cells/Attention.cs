#nullable enable
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// Represents a way to see which of several annotations fit what is looked for, and so to look at them.
    /// </summary>
    /// <remarks>
    /// The annotations of a row are N vectors of one width, position by position: what a reader knew at each
    /// token, or what a picture shows at each place of a grid. Some of them may be padding.
    /// </remarks>
    public abstract class Attention
    {
        // Far below all scores, and exactly 0 where nothing is masked.
        private const float Far = 1e9f;

        private protected Attention()
        {
        }

        /// <summary>Puts the outputs of a reader, step by step, side by side: [rows, N · width].</summary>
        public static Tensor Annotate(IReadOnlyList<Tensor> outputs) => Join(outputs, 0, outputs.Count);

        /// <summary>Computes once what queries are compared with, [rows · N, <see cref="KeySize"/>].</summary>
        /// <param name="annotations">One annotation a row, [rows · N, width].</param>
        public abstract Tensor Keys(Tensor annotations);

        /// <summary>Computes how well each annotation fits, [rows, N].</summary>
        /// <param name="query">What is looked for, [rows, query].</param>
        /// <param name="keys">The keys of each row side by side, [rows, N · <see cref="KeySize"/>].</param>
        public abstract Tensor Scores(Tensor query, Tensor keys);

        /// <summary>Computes the share of each annotation, [rows, N]: softmax of the scores.</summary>
        /// <param name="query">What is looked for.</param>
        /// <param name="keys">The keys of each row side by side.</param>
        /// <param name="mask">1 for an annotation, 0 for padding, whose share is exactly 0; [rows, N].</param>
        internal Tensor Weigh(Tensor query, Tensor keys, Tensor mask)
        {
            return (Scores(query, keys) + mask.Scale(Far, -Far)).Softmax() * mask;
        }

        /// <summary>Computes Σ_j α_j h_j, [rows, width].</summary>
        internal static Tensor Read(Tensor weights, Tensor annotations)
        {
            var positions = weights.Columns;
            return weights.MatMul(annotations, new MatrixShape(1, positions, annotations.Columns / positions));
        }

        // By halves, so that nothing is copied more often than log N times.
        private static Tensor Join(IReadOnlyList<Tensor> outputs, int first, int count)
        {
            var half = count / 2;
            return half == 0
                ? outputs[first]
                : Join(outputs, first, half).Join(Join(outputs, first + half, count - half));
        }

        /// <summary>The number of columns of a key.</summary>
        public abstract int KeySize { get; }
    }
}
