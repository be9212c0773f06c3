#nullable enable

namespace RnnGen
{
    /// <summary>
    /// The equations of a neural Turing machine's memory: addressing, reading and writing, of all heads at once.
    /// </summary>
    /// <remarks>See <see cref="NtmCell{TController}"/> for the equations, and for how matrices lie.</remarks>
    internal sealed class NtmMemory
    {
        /// <summary>What is added to squared lengths, so that nothing is divided by 0.</summary>
        public const float Epsilon = 1e-12f;

        private readonly NtmConfig config;

        public NtmMemory(NtmConfig config)
        {
            this.config = config;
        }

        /// <summary>Computes the weightings of all heads, [rows, heads · N].</summary>
        /// <param name="memory">M, [rows, M · N].</param>
        /// <param name="previous">The weightings before, [rows, heads · N].</param>
        /// <param name="focus">Where the heads look.</param>
        public Tensor Address(Tensor memory, Tensor previous, in NtmFocus focus)
        {
            var locations = config.Locations;
            var content = Similarity(memory, focus).Reshape(locations).Softmax();
            var gated = content.ScaleRows(focus.Gate)
                + previous.Reshape(locations).ScaleRows(focus.Gate.Scale(-1, 1));

            // w^γ / Σ w^γ is a softmax of γ log w, which no γ can bring to 0 / 0.
            var sharp = Move(gated, focus.Moves).Log().ScaleRows(focus.Sharpness).Softmax();
            return sharp.Reshape(config.Heads * locations);
        }

        /// <summary>Computes Σ w(i) M(i) for each read head, [rows, read heads · M].</summary>
        public Tensor Read(Tensor memory, Tensor weightings)
        {
            var shape = new MatrixShape(config.ReadHeads, config.Locations, config.Width, false, true);
            return weightings.Part(0, config.ReadHeads * config.Locations).MatMul(memory, shape);
        }

        /// <summary>Erases what all write heads erase, then adds what they add.</summary>
        /// <param name="memory">M, [rows, M · N].</param>
        /// <param name="weightings">Those of all heads, [rows, heads · N].</param>
        /// <param name="erase">e in [0, 1], [rows, write heads · M].</param>
        /// <param name="add">a, [rows, write heads · M].</param>
        public Tensor Write(Tensor memory, Tensor weightings, Tensor erase, Tensor add)
        {
            int locations = config.Locations, width = config.Width, heads = config.WriteHeads;
            var where = weightings.Part(config.ReadHeads * locations, heads * locations);

            // 1 - e w, as [1 e] [1 -w].
            Tensor one = Ones(memory, width), minus = Ones(memory, locations).Join(where.Scale(-1));
            var pair = new MatrixShape(width, 2, locations, transposeLeft: true);
            for (var i = 0; i < heads; i++)
            {
                var right = i == 0
                    ? minus.Part(0, 2 * locations)
                    : minus.Part(0, locations).Join(minus.Part((i + 1) * locations, locations));
                memory *= one.Join(erase.Part(i * width, width)).MatMul(right, pair);
            }

            return add.MatMul(where, new MatrixShape(width, heads, locations, transposeLeft: true), memory);
        }

        /// <summary>Computes β k·M(i) / (|k| |M(i)|), [rows, heads · N].</summary>
        private Tensor Similarity(Tensor memory, in NtmFocus focus)
        {
            int locations = config.Locations, width = config.Width, heads = config.Heads;
            var key = focus.Key;
            var strength = focus.Strength * InverseRoot((key * key).Sum());
            var keys = key.ScaleRows(strength).Reshape(heads * width);
            var products = keys.MatMul(memory, new MatrixShape(heads, width, locations));

            var columns = new MatrixShape(1, width, locations);
            var lengths = InverseRoot(Ones(memory, width).MatMul(memory * memory, columns));
            return products * Ones(memory, heads).MatMul(lengths, new MatrixShape(heads, 1, locations));
        }

        /// <summary>Computes Σ w(i - j) s(j), where locations are a ring: a move by 1 leads from i to i + 1.</summary>
        private Tensor Move(Tensor w, Tensor moves)
        {
            int locations = config.Locations, shift = config.Shift;
            var twice = w.Join(w);
            var moved = twice.Part(shift, locations);
            for (var by = 1 - shift; by <= shift; by++)
            {
                moved = moved.Join(twice.Part(by > 0 ? locations - by : -by, locations));
            }

            return moves.MatMul(moved, new MatrixShape(1, config.Shifts, locations));
        }

        private static Tensor InverseRoot(Tensor x) => x.Scale(1, Epsilon).Log().Scale(-0.5f).Exp();

        private static Tensor Ones(Tensor like, int columns)
        {
            return like.Backend.New(like.Rows, columns).Scale(0, 1);
        }
    }
}
