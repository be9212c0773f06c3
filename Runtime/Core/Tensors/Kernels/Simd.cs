#nullable enable
using System.Runtime.CompilerServices;
#if NET
using System.Runtime.Intrinsics;
#endif

namespace RnnGen
{
    /// <summary>The widths that kernels come in, as bits of a register.</summary>
    internal enum Width
    {
        Scalar = 32,
        Vector128 = 128,
        Vector256 = 256,
        Vector512 = 512,
    }

    /// <summary>Chooses the width of the kernels.</summary>
    internal static class Simd
    {
        /// <summary>
        /// Compiles a kernel at its best at once (AggressiveOptimization, unnamed in netstandard2.1), and by
        /// itself: within others, the compiler gives up inlining before it is done.
        /// </summary>
        public const MethodImplOptions Optimize = (MethodImplOptions)512 | MethodImplOptions.NoInlining;

        /// <summary>The floats in a line of the cache.</summary>
        public const int Line = 16;

        /// <summary>The widest that this machine has.</summary>
        public static readonly Width Best =
#if NET
            Vector512.IsHardwareAccelerated ? Width.Vector512 :
            Vector256.IsHardwareAccelerated ? Width.Vector256 :
#endif
            Width.Vector128;

        /// <summary>Runs a kernel at a width.</summary>
        public static void Run<K>(Width width, ref K kernel)
            where K : struct, IKernel
        {
            switch (width)
            {
#if NET
                case Width.Vector512:
                    kernel.Run<Lanes512, Vector512<float>>();
                    break;
                case Width.Vector256:
                    kernel.Run<Lanes256, Vector256<float>>();
                    break;
#endif
                case Width.Vector128:
                    kernel.Run<Lanes128, System.Numerics.Vector4>();
                    break;
                default:
                    kernel.Run<Lanes32, float>();
                    break;
            }
        }

        /// <summary>The number of columns in a panel of weights: a <see cref="Quad{L, V}"/>.</summary>
        public static int PanelColumns(Width width)
        {
            return 4 * (int)width / 32;
        }
    }
}
