using System.Collections.Generic;

namespace RnnGen.Tests
{
    /// <summary>The widths, in bits, at which the kernels can run: .NET does what a machine cannot in parts.</summary>
    internal static class Widths
    {
        public static IEnumerable<int> All
        {
            get
            {
                var all = new[] { Width.Scalar, Width.Vector128, Width.Vector256, Width.Vector512 };
                foreach (var width in all)
                {
                    if (width <= Width.Vector128 || Simd.Best > Width.Vector128)
                    {
                        yield return (int)width;
                    }
                }
            }
        }
    }
}
