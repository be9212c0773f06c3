using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Measures how well counts fit probabilities.</summary>
    internal static class Fit
    {
        /// <summary>
        /// Computes chi-square over all outcomes that are possible, as deviations of a normal distribution:
        /// 3.1 are a chance of 1 in 1000. Outcomes expected fewer than 5 times count as one.
        /// </summary>
        public static double Deviations(int[] counts, double[] probabilities)
        {
            var draws = 0;
            foreach (var count in counts)
            {
                draws += count;
            }

            double chiSquare = 0, rareExpected = 0;
            int classes = 0, rareCount = 0;
            for (var i = 0; i < counts.Length; i++)
            {
                var expected = draws * probabilities[i];
                if (expected < 5)
                {
                    rareExpected += expected;
                    rareCount += counts[i];
                    continue;
                }

                classes++;
                chiSquare += Math.Pow(counts[i] - expected, 2) / expected;
            }

            if (rareExpected > 0)
            {
                classes++;
                chiSquare += Math.Pow(rareCount - rareExpected, 2) / rareExpected;
            }

            // Wilson and Hilferty: the cube root is nearly normal.
            var freedom = classes - 1.0;
            var spread = 2 / (9 * freedom);
            var deviations = (Math.Pow(chiSquare / freedom, 1 / 3.0) - (1 - spread)) / Math.Sqrt(spread);

            // No number is less than any bound, and comes of one outcome alone, or of probabilities that are none.
            Assert.That(deviations, Is.Not.NaN);
            return deviations;
        }
    }
}
