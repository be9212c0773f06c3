using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RnnGen.Benchmarks;

/// <summary>
/// The bound of any engine: it only reads, once and in order, as many bytes as a step has weights.
/// </summary>
internal sealed unsafe class ReadLimitEngine : StepEngine
{
    private const int Lanes = 64;

    private readonly float* weights;
    private readonly long count;

    public ReadLimitEngine(int tokens, int size, int layers)
        : base("read-limit", tokens)
    {
        count = Count(tokens, size, layers);
        weights = (float*)NativeMemory.AlignedAlloc((nuint)(count + Lanes) * sizeof(float), 64);
        new Span<float>(weights, (int)count + Lanes).Fill(1);
    }

    /// <summary>The weights that one step reads: of the first layer's inputs only one token's.</summary>
    public static long Count(int tokens, int size, int layers)
    {
        var gates = 4L * size;
        var first = gates + (size * gates) + gates;
        var other = (2 * size * gates) + gates;
        return first + ((layers - 1) * other) + (size * (long)tokens) + tokens;
    }

    public override void Step(int token)
    {
        var a = Vector512<float>.Zero;
        var b = Vector512<float>.Zero;
        var c = Vector512<float>.Zero;
        var d = Vector512<float>.Zero;
        for (float* at = weights, end = weights + count; at < end; at += Lanes)
        {
            a += Vector512.LoadAligned(at);
            b += Vector512.LoadAligned(at + 16);
            c += Vector512.LoadAligned(at + 32);
            d += Vector512.LoadAligned(at + 48);
        }

        // What is written down cannot be left out by the compiler.
        Logits[0] = 0 * Vector512.Sum(a + b + c + d);
    }

    public override void Dispose()
    {
        NativeMemory.AlignedFree(weights);
        base.Dispose();
    }
}
