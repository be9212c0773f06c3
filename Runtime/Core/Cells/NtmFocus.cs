#nullable enable

namespace RnnGen
{
    /// <summary>Where heads look: what a weighting is computed from, one row a head.</summary>
    /// <remarks>Row r · heads + i belongs to head i of row r of the memory.</remarks>
    internal readonly struct NtmFocus
    {
        /// <summary>The key k, [rows · heads, M].</summary>
        public readonly Tensor Key;

        /// <summary>The strength β of the key, at least 0, [rows · heads, 1].</summary>
        public readonly Tensor Strength;

        /// <summary>The sharpness γ, at least 1, [rows · heads, 1].</summary>
        public readonly Tensor Sharpness;

        /// <summary>The share g of what is found by content, in [0, 1], [rows · heads, 1].</summary>
        public readonly Tensor Gate;

        /// <summary>How likely each move from -S to S is, [rows · heads, 2 S + 1].</summary>
        public readonly Tensor Moves;

        public NtmFocus(Tensor key, Tensor strength, Tensor sharpness, Tensor gate, Tensor moves)
        {
            Key = key;
            Strength = strength;
            Sharpness = sharpness;
            Gate = gate;
            Moves = moves;
        }

        /// <summary>Makes each number what it must be, from any numbers [k β γ g s] of moderate size.</summary>
        public static NtmFocus From(Tensor raw, NtmConfig config)
        {
            var width = config.Width;

            // log(1 + e^x): the limit on raw keeps e^x finite.
            var softplus = raw.Part(width, 2).Exp().Scale(1, 1).Log();
            return new NtmFocus(
                raw.Part(0, width).Tanh(),
                softplus.Part(0, 1),
                softplus.Part(1, 1).Scale(1, 1),
                raw.Part(width + 2, 1).Sigmoid(),
                raw.Part(width + 3, config.Shifts).Softmax());
        }
    }
}
