#nullable enable
using System.Numerics;

namespace RnnGen
{
    /// <summary>Turns rows into columns.</summary>
    internal static unsafe class Transposition
    {
        /// <summary>Writes x[r][c] to to[c · stride + r].</summary>
        public static void Run(Block x, float* to, int stride)
        {
            var r = 0;
            for (; r + 4 <= x.Rows; r += 4)
            {
                float* a = x.Row(r), b = x.Row(r + 1), c = x.Row(r + 2), d = x.Row(r + 3), column = to + r;
                for (var i = 0; i < x.Columns; i++, column += stride)
                {
                    *(Vector4*)column = new Vector4(a[i], b[i], c[i], d[i]);
                }
            }

            for (; r < x.Rows; r++)
            {
                float* a = x.Row(r), column = to + r;
                for (var i = 0; i < x.Columns; i++, column += stride)
                {
                    *column = a[i];
                }
            }
        }
    }
}
