#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// log, exp, powers and angles of doubles from additions, multiplications, divisions and roots in a fixed order, so
    /// that every machine gets the same bits, which the functions of its own library do not promise.
    /// </summary>
    /// <remarks>All are within a few units in the last place of the true value.</remarks>
    internal static class Elementary
    {
        private const long One = 1023L << 52;
        private const long Fraction = (1L << 52) - 1;
        private const double LeastNormal = 2.2250738585072014e-308;

        // Of ln(2) and π / 2, the first 32 bits, whose products with whole numbers are exact, and the rest.
        private const double LogOfTwo = 2977044471.0 / (1L << 32);
        private const double LogOfTwoRest = 1.9082149292705877e-10;
        private const double RightAngle = 3373259426.0 / (1L << 31);
        private const double RightAngleRest = 6.077100506506192e-11;

        /// <summary>Computes the natural logarithm: -∞ of 0, and not a number below.</summary>
        /// <remarks>
        /// x = 2^n m with m near 1, and log m = 2 artanh s = 2 (s + s³/3 + s⁵/5 …), where s = (m - 1) / (m + 1).
        /// </remarks>
        public static double Log(double x)
        {
            if (!(x > 0) || double.IsPositiveInfinity(x))
            {
                return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
            }

            var isNormal = x >= LeastNormal;
            var bits = BitConverter.DoubleToInt64Bits(isNormal ? x : x * (1L << 54));
            var power = (int)(bits >> 52) - 1023 - (isNormal ? 0 : 54);
            var m = BitConverter.Int64BitsToDouble((bits & Fraction) | One);
            if (m > 1.4142135623730951)
            {
                m /= 2;
                power++;
            }

            var s = (m - 1) / (m + 1);
            var q = s * s;
            var odd = q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q * (1.0 / 13
                + q * (1.0 / 15 + q * (1.0 / 17 + q * (1.0 / 19 + q * (1.0 / 21 + q / 23))))))))));
            return power * LogOfTwo + (power * LogOfTwoRest + 2 * (s + s * odd));
        }

        /// <summary>Computes e^x.</summary>
        /// <remarks>e^x = 2^n e^r, where n is whole and |r| at most ln(2) / 2; e^r is a polynomial (Taylor).</remarks>
        public static double Exp(double x)
        {
            if (!(x > -746 && x < 710))
            {
                return x > 0 ? double.PositiveInfinity : x < 0 ? 0 : x;
            }

            var n = Math.Floor(x / (LogOfTwo + LogOfTwoRest) + 0.5);
            var r = x - n * LogOfTwo - n * LogOfTwoRest;
            var e = 1.0;
            for (var k = 14; k >= 1; k--)
            {
                e = 1 + r * e / k;
            }

            // In two steps, as a power of two may be out of range where the result is not.
            var half = (int)n / 2;
            return e * PowerOfTwo(half) * PowerOfTwo((int)n - half);
        }

        /// <summary>Computes x^y of x above 0.</summary>
        public static double Pow(double x, double y) => Exp(y * Log(x));

        /// <summary>Computes the sine of an angle of up to some thousand turns.</summary>
        public static double Sin(double angle) => Wave(angle, 0);

        /// <summary>Computes the cosine of an angle of up to some thousand turns.</summary>
        public static double Cos(double angle) => Wave(angle, 1);

        /// <summary>Computes the angle in [0, π] of a cosine in [-1, 1].</summary>
        /// <remarks>It is 2 artan t, and t is small enough for the series after two halvings of the angle.</remarks>
        public static double Acos(double cosine)
        {
            if (cosine < 0)
            {
                return Math.PI - Acos(-cosine);
            }

            var t = Math.Sqrt((1 - cosine) / (1 + cosine));
            t /= 1 + Math.Sqrt(1 + t * t);
            t /= 1 + Math.Sqrt(1 + t * t);
            var q = -t * t;
            var sum = 0.0;
            for (var k = 27; k >= 3; k -= 2)
            {
                sum = q * (1.0 / k + sum);
            }

            return 8 * (t + t * sum);
        }

        // The sine of an angle and some right angles more: r is what it has beyond whole ones, at most π / 4.
        private static double Wave(double angle, int ahead)
        {
            var n = Math.Floor(angle / (RightAngle + RightAngleRest) + 0.5);
            var r = angle - n * RightAngle - n * RightAngleRest;
            var quarter = ((int)n + ahead) & 3;
            var q = -r * r;
            var isOdd = (quarter & 1) == 1;
            var sum = 1.0;
            for (var k = isOdd ? 18 : 19; k > 1; k -= 2)
            {
                sum = 1 + q * sum / (k * (k - 1));
            }

            return (quarter & 2) == 0 ? (isOdd ? sum : r * sum) : isOdd ? -sum : -r * sum;
        }

        private static double PowerOfTwo(int n) => BitConverter.Int64BitsToDouble((n + 1023L) << 52);
    }
}
