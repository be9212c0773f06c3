#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>
    /// exp, sigmoid and tanh, from additions, multiplications and divisions in a fixed order, so that every
    /// machine gets the same bits.
    /// </summary>
    internal static class Functions
    {
        // 1.5 · 2^23: adding it leaves a whole number in the last bits of the sum.
        private const float Shifter = 12582912;

        /// <summary>Computes e^x for x in [-87, 88], and the value at the nearer end outside.</summary>
        /// <remarks>e^x = 2^n e^r with |r| at most ln(2) / 2, where a polynomial of degree 7 serves (Cephes).</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Exp<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            x = lanes.Max(lanes.Fill(-87), lanes.Min(lanes.Fill(88), x));
            var shifted = lanes.Add(lanes.Multiply(x, lanes.Fill(1.44269504f)), lanes.Fill(Shifter));
            var n = lanes.Subtract(shifted, lanes.Fill(Shifter));
            var r = lanes.Subtract(x, lanes.Multiply(n, lanes.Fill(0.693359375f)));
            r = lanes.Add(r, lanes.Multiply(n, lanes.Fill(2.12194440e-4f)));
            var y = lanes.Fill(1.9875691500e-4f);
            y = lanes.Add(lanes.Multiply(y, r), lanes.Fill(1.3981999507e-3f));
            y = lanes.Add(lanes.Multiply(y, r), lanes.Fill(8.3334519073e-3f));
            y = lanes.Add(lanes.Multiply(y, r), lanes.Fill(4.1665795894e-2f));
            y = lanes.Add(lanes.Multiply(y, r), lanes.Fill(1.6666665459e-1f));
            y = lanes.Add(lanes.Multiply(y, r), lanes.Fill(5.0000001201e-1f));
            y = lanes.Add(lanes.Multiply(y, lanes.Multiply(r, r)), lanes.Add(r, lanes.Fill(1)));
            return lanes.Scale(y, shifted);
        }

        /// <summary>Computes 1 / (1 + e^-x).</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Sigmoid<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var one = lanes.Fill(1);
            return lanes.Divide(one, lanes.Add(one, Exp<L, V>(lanes.Subtract(lanes.Fill(0), x))));
        }

        /// <summary>Computes 1 - 2 / (1 + e^2x).</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Tanh<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var one = lanes.Fill(1);
            var e = Exp<L, V>(lanes.Add(x, x));
            return lanes.Subtract(one, lanes.Divide(lanes.Fill(2), lanes.Add(one, e)));
        }
    }
}
