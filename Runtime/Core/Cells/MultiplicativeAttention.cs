#nullable enable

namespace RnnGen
{
    /// <summary>Represents multiplicative attention (Luong, Pham and Manning, 2015).</summary>
    /// <remarks>
    /// <para>e_j = s · (h_j W), their "general" score, or e_j = s · h_j, "dot";  α = softmax(e)</para>
    /// </remarks>
    public sealed class MultiplicativeAttention : Attention
    {
        private readonly Parameter? w;

        /// <summary>Initializes the "dot" score, which has no parameters.</summary>
        /// <param name="size">The columns of an annotation, and of what is looked for.</param>
        public MultiplicativeAttention(int size)
        {
            KeySize = size;
        }

        /// <summary>Adds the parameter of the "general" score, under a name, to a set.</summary>
        /// <param name="parameters">The set.</param>
        /// <param name="name">The name.</param>
        /// <param name="query">The columns of what is looked for, s.</param>
        /// <param name="width">The columns of an annotation, h_j.</param>
        public MultiplicativeAttention(ParameterSet parameters, string name, int query, int width)
        {
            w = parameters.Matrix(name + ".key", width, query);
            KeySize = query;
        }

        /// <inheritdoc/>
        public override Tensor Keys(Tensor annotations) => w == null ? annotations : annotations.Linear(w);

        /// <inheritdoc/>
        public override Tensor Scores(Tensor query, Tensor keys)
        {
            return query.MatMul(keys, new MatrixShape(1, KeySize, keys.Columns / KeySize, false, true));
        }

        /// <inheritdoc/>
        public override int KeySize { get; }
    }
}
