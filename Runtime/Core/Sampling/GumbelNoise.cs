#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Draws log probabilities with Gumbel noise top down: of the leaves of a tree, those with the greatest
    /// are then a sample without replacement (Kool, van Hoof and Welling, 2019, algorithm 1).
    /// </summary>
    internal static class GumbelNoise
    {
        /// <summary>
        /// Draws one number for each child, under the condition that the greatest is their parent's.
        /// </summary>
        /// <param name="logProbabilities">One for each child; not a number where there is none.</param>
        /// <param name="parent">The log probability of the parent with its noise.</param>
        /// <param name="rng">Gives one number for each child.</param>
        /// <param name="noisy">Gets the numbers drawn; not a number where there is no child.</param>
        public static void Draw(
            ReadOnlySpan<double> logProbabilities, double parent, Rng rng, Span<double> noisy)
        {
            var greatest = double.NegativeInfinity;
            for (var i = 0; i < noisy.Length; i++)
            {
                var isChild = !double.IsNaN(logProbabilities[i]);
                noisy[i] = isChild ? logProbabilities[i] + rng.Gumbel() : double.NaN;
                greatest = noisy[i] > greatest ? noisy[i] : greatest;
            }

            // -log(e^-parent - e^-greatest + e^-noisy), in the form of appendix B.3, which keeps its digits.
            for (var i = 0; i < noisy.Length; i++)
            {
                var v = parent - noisy[i] + Elementary.Log(1 - Elementary.Exp(noisy[i] - greatest));
                noisy[i] = parent - Math.Max(0, v) - Elementary.Log(1 + Elementary.Exp(-Math.Abs(v)));
            }
        }
    }
}
