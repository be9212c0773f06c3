#nullable enable

namespace RnnGen
{
    /// <summary>What scores of pixels, as a canvas holds them, say of an image: D(x | c).</summary>
    /// <remarks>Scores and images are [rows, <see cref="DrawConfig.Values"/>].</remarks>
    public static class PixelLikelihood
    {
        /// <summary>Computes the probabilities of pixels, σ(c) or, for each colour of a palette, softmax(c).</summary>
        /// <param name="config">What a pixel is.</param>
        /// <param name="scores">The scores c.</param>
        public static Tensor Probabilities(DrawConfig config, Tensor scores)
        {
            return config.IsPalette
                ? scores.LogSoftmax(config.Colours, config.Width).Exp()
                : scores.Sigmoid();
        }

        /// <summary>Computes -log D(x | c), a column in nats.</summary>
        /// <param name="config">What a pixel is.</param>
        /// <param name="scores">The scores c.</param>
        /// <param name="image">The images x.</param>
        public static Tensor Cost(DrawConfig config, Tensor scores, Tensor image)
        {
            return config.IsPalette
                ? (scores.LogSoftmax(config.Colours, config.Width) * image).Sum().Scale(-1)
                : scores.BernoulliLoss(image);
        }
    }
}
