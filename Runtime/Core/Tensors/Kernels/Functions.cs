#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>
    /// exp, log, sigmoid and tanh from additions, multiplications and divisions in a fixed order, so that every
    /// machine gets the same bits. All are within a few units in the last place of the true value.
    /// </summary>
    /// <remarks>
    /// e^x = 2^n e^r, where n is whole and |r| at most ln(2) / 2; e^r is a polynomial (Cephes, expf).
    /// log(2^n m) = n ln(2) + 2 artanh((m - 1) / (m + 1)), whose series needs five terms.
    /// </remarks>
    internal static class Functions
    {
        /// <summary>Adding this, 1.5 · 2^23, leaves a whole number in the last bits of the sum.</summary>
        public const float Shifter = 12582912;

        /// <summary>The bits of √½.</summary>
        public const int RootOfHalf = 0x3f3504f3;

        /// <summary>The bits of a number that are neither its sign nor its exponent.</summary>
        public const int Fraction = 0x7fffff;

        /// <summary>The smallest number whose logarithm is taken, in place of any below.</summary>
        public const float SmallestLog = 1e-30f;

        // ln(2) in two parts, of which the first leaves n · ln(2) exact.
        private const float LogOfTwo = 0.693359375f;
        private const float LogOfTwoRest = -2.12194440e-4f;

        /// <summary>Computes e^x for x in [-87, 88], and the value at the nearer end outside.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Exp<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var fraction = Reduce<L, V>(x, out var power);
            return lanes.Multiply(power, lanes.Add(fraction, lanes.Fill(1)));
        }

        /// <summary>
        /// Computes log x, where numbers below <see cref="SmallestLog"/> count as that, and infinity has none.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Log<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            x = lanes.Max(lanes.Fill(SmallestLog), x);
            var one = lanes.Fill(1);
            var m = lanes.Split(x, out var n);
            var s = lanes.Divide(lanes.Subtract(m, one), lanes.Add(m, one));
            var z = lanes.Multiply(s, s);
            var y = lanes.Fill(2 / 9f);
            y = lanes.Add(lanes.Multiply(y, z), lanes.Fill(2 / 7f));
            y = lanes.Add(lanes.Multiply(y, z), lanes.Fill(2 / 5f));
            y = lanes.Add(lanes.Multiply(y, z), lanes.Fill(2 / 3f));
            y = lanes.Add(lanes.Multiply(lanes.Multiply(y, z), s), lanes.Multiply(n, lanes.Fill(LogOfTwoRest)));
            y = lanes.Add(lanes.Add(y, lanes.Add(s, s)), lanes.Multiply(n, lanes.Fill(LogOfTwo)));

            // What is not a number stays so.
            return lanes.Add(y, lanes.Multiply(x, lanes.Fill(0)));
        }

        /// <summary>Computes 1 / (1 + e^-x).</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Sigmoid<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var e = Exp<L, V>(lanes.Subtract(lanes.Fill(0), x));
            return lanes.Divide(lanes.Fill(1), lanes.Add(lanes.Fill(1), e));
        }

        /// <summary>Computes d / (d + 2), where d = e^2x - 1 keeps its digits near 0.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Tanh<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            var fraction = Reduce<L, V>(lanes.Add(x, x), out var power);
            var d = lanes.Add(lanes.Multiply(power, fraction), lanes.Subtract(power, lanes.Fill(1)));
            return lanes.Divide(d, lanes.Add(d, lanes.Fill(2)));
        }

        /// <summary>Computes 2^n and e^r - 1.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Reduce<L, V>(V x, out V power)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            x = lanes.Max(lanes.Fill(-87), lanes.Min(lanes.Fill(88), x));
            var shifted = lanes.Add(lanes.Multiply(x, lanes.Fill(1.44269504f)), lanes.Fill(Shifter));
            power = lanes.PowerOfTwo(shifted);
            var n = lanes.Subtract(shifted, lanes.Fill(Shifter));
            var r = lanes.Subtract(x, lanes.Multiply(n, lanes.Fill(LogOfTwo)));
            r = lanes.Subtract(r, lanes.Multiply(n, lanes.Fill(LogOfTwoRest)));
            var y = lanes.Fill(1.9875691500e-4f);
            y = lanes.Add(lanes.Multiply(y, r), lanes.Fill(1.3981999507e-3f));
            y = lanes.Add(lanes.Multiply(y, r), lanes.Fill(8.3334519073e-3f));
            y = lanes.Add(lanes.Multiply(y, r), lanes.Fill(4.1665795894e-2f));
            y = lanes.Add(lanes.Multiply(y, r), lanes.Fill(1.6666665459e-1f));
            y = lanes.Add(lanes.Multiply(y, r), lanes.Fill(5.0000001201e-1f));
            return lanes.Add(lanes.Multiply(y, lanes.Multiply(r, r)), r);
        }
    }
}
