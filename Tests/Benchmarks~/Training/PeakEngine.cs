using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RnnGen.Benchmarks;

/// <summary>The bound of any engine: it only multiplies and adds, as often, in twelve registers.</summary>
/// <param name="products">The multiplications.</param>
internal sealed class PeakEngine(long products) : StepEngine("fma-peak", 1)
{
    private const int Registers = 12;

    public override void Step(int token)
    {
        // What is written down cannot be left out by the compiler.
        Logits[0] = 0 * (Vector512.IsHardwareAccelerated
            ? Wide(products / (Registers * Vector512<float>.Count))
            : Narrow(products / (Registers * Vector256<float>.Count)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Wide(long turns)
    {
        var (x, y) = (Vector512.Create(0.999f), Vector512.Create(0.001f));
        var (a, b, c, d, e, f) = (x, x, x, x, x, x);
        var (g, h, i, j, k, l) = (x, x, x, x, x, x);
        for (var turn = 0L; turn < turns; turn++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Narrow(long turns)
    {
        var (x, y) = (Vector256.Create(0.999f), Vector256.Create(0.001f));
        var (a, b, c, d, e, f) = (x, x, x, x, x, x);
        var (g, h, i, j, k, l) = (x, x, x, x, x, x);
        for (var turn = 0L; turn < turns; turn++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
