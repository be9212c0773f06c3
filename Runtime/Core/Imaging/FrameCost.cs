#nullable enable

namespace RnnGen
{
    /// <summary>What it costs to tell a frame of each video, columns in nats.</summary>
    public readonly struct FrameCost
    {
        /// <summary>-log D(x | c), what the canvas leaves open.</summary>
        public readonly Tensor Reconstruction;

        /// <summary>The sum over the steps of KL(Q(z | x) | P(z)).</summary>
        public readonly Tensor Divergence;

        internal FrameCost(Tensor reconstruction, Tensor divergence)
        {
            Reconstruction = reconstruction;
            Divergence = divergence;
        }
    }
}
