#nullable enable

namespace RnnGen
{
    /// <summary>Represents additive attention (Bahdanau, Cho and Bengio, 2015).</summary>
    /// <remarks>
    /// <para>e_j = v · tanh(s W + h_j U + b),  α = softmax(e)</para>
    /// v starts at 0, so that α is uniform at first. The keys h_j U + b are computed once a sequence; the
    /// paper has no b.
    /// </remarks>
    public sealed class AdditiveAttention : Attention
    {
        private readonly Parameter w;
        private readonly Parameter u;
        private readonly Parameter b;
        private readonly Parameter v;

        /// <summary>Adds the parameters, under a name, to a set.</summary>
        /// <param name="parameters">The set.</param>
        /// <param name="name">The name.</param>
        /// <param name="query">The columns of what is looked for, s.</param>
        /// <param name="width">The columns of an annotation, h_j.</param>
        /// <param name="size">The number of units between.</param>
        public AdditiveAttention(ParameterSet parameters, string name, int query, int width, int size)
        {
            w = parameters.Matrix(name + ".query", query, size);
            u = parameters.Matrix(name + ".key", width, size);
            b = parameters.Row(name + ".bias", size);
            v = parameters.Row(name + ".score", size);
        }

        /// <inheritdoc/>
        public override Tensor Keys(Tensor annotations) => annotations.Linear(u, b);

        /// <inheritdoc/>
        public override Tensor Scores(Tensor query, Tensor keys)
        {
            int size = KeySize, positions = keys.Columns / size;
            var on = query.Backend;
            var everywhere = on.New(query.Rows, positions).Scale(0, 1);
            var units = everywhere.MatMul(query.Linear(w), new MatrixShape(positions, 1, size), keys).Tanh();
            return units.MatMul(on.Repeat(v, query.Rows), new MatrixShape(positions, size, 1, false, true));
        }

        /// <inheritdoc/>
        public override int KeySize => v.Outputs;
    }
}
