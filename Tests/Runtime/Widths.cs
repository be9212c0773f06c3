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
                var all = new[] { Width.Scalar, Width.Vector128, Width.Vector256, Width.Vector512 };
                foreach (var width in all)
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
