#nullable enable
using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>Sums along a row, in one order at every vector width.</summary>
    internal static unsafe class Sums
    {
        /// <summary>Computes Σ x in double precision.</summary>
        public static double Of(ReadOnlySpan<float> x)
        {
            // Four chains, as one would wait for each addition.
            double a = 0, b = 0, c = 0, d = 0;
            var i = 0;
            for (; i <= x.Length - 4; i += 4)
            {
                a += x[i];
                b += x[i + 1];
                c += x[i + 2];
                d += x[i + 3];
            }

            for (; i < x.Length; i++)
            {
                a += x[i];
            }

            return a + b + (c + d);
        }

        /// <summary>Gets the greatest number.</summary>
        public static float Max(ReadOnlySpan<float> x)
        {
            float a = float.NegativeInfinity, b = a, c = a, d = a;
            var i = 0;
            for (; i <= x.Length - 4; i += 4)
            {
                a = x[i] > a ? x[i] : a;
                b = x[i + 1] > b ? x[i + 1] : b;
                c = x[i + 2] > c ? x[i + 2] : c;
                d = x[i + 3] > d ? x[i + 3] : d;
            }

            for (; i < x.Length; i++)
            {
                a = x[i] > a ? x[i] : a;
            }

            return Math.Max(Math.Max(a, b), Math.Max(c, d));
        }

        /// <summary>Computes Σ x y.</summary>
        [MethodImpl(Simd.Optimize)]
        public static float Dot(float* x, float* y, int count)
        {
            Vector4 even = default, odd = default;
            var i = 0;
            for (; i <= count - 8; i += 8)
            {
                even += *(Vector4*)(x + i) * *(Vector4*)(y + i);
                odd += *(Vector4*)(x + i + 4) * *(Vector4*)(y + i + 4);
            }

            var sum = even + odd;
            var total = (float)((float)(sum.X + sum.Y) + (float)(sum.Z + sum.W));
            for (; i < count; i++)
            {
                total = (float)(total + (float)(x[i] * y[i]));
            }

            return total;
        }
    }
}
