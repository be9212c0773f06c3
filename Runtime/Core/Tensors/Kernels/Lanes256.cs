#nullable enable
#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen
{
    /// <summary>8 lanes in one register.</summary>
    internal readonly unsafe struct Lanes256 : ILanes<Vector256<float>>
    {
        public int Count => 8;

        public bool HasManyRegisters => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Load(float* at) => Vector256.Load(at);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(Vector256<float> x, float* at) => x.Store(at);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Prefetch(float* at)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(at);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Fill(float x) => Vector256.Create(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Add(Vector256<float> x, Vector256<float> y) => x + y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Subtract(Vector256<float> x, Vector256<float> y) => x - y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Multiply(Vector256<float> x, Vector256<float> y) => x * y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Divide(Vector256<float> x, Vector256<float> y) => x / y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> z)
        {
            return Vector256.MultiplyAddEstimate(x, y, z);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Min(Vector256<float> x, Vector256<float> y) => Vector256.MinNative(x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Max(Vector256<float> x, Vector256<float> y) => Vector256.MaxNative(x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> PowerOfTwo(Vector256<float> shifted)
        {
            return ((shifted.AsInt32() << 23) + Vector256<float>.One.AsInt32()).AsSingle();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Split(Vector256<float> x, out Vector256<float> n)
        {
            var root = Vector256.Create(Functions.RootOfHalf);
            var bits = x.AsInt32() - root;
            n = Vector256.ConvertToSingle(bits >> 23);
            return ((bits & Vector256.Create(Functions.Fraction)) + root).AsSingle();
        }
    }
}
#endif
