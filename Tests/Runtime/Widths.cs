using System.Collections.Generic;

namespace RnnGen.Tests
{
    /// <summary>The widths, in bits, at which this machine can run the kernels.</summary>
    internal static class Widths
    {
        public static IEnumerable<int> All
        {
            get
            {
                foreach (var width in new[] { Width.Scalar, Width.Vector128, Width.Vector256, Width.Vector512 })
                {
                    if (width <= Simd.Best)
                    {
                        yield return (int)width;
                    }
                }
            }
        }
    }
}
