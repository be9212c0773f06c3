#nullable enable
#if NET
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RnnGen
{
    /// <summary>16 lanes in one register.</summary>
    internal readonly unsafe struct Lanes512 : ILanes<Vector512<float>>
    {
        public int Count => 16;

        public bool HasManyRegisters => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Load(float* at) => Vector512.Load(at);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(Vector512<float> x, float* at) => x.Store(at);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Prefetch(float* at)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(at);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Fill(float x) => Vector512.Create(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Add(Vector512<float> x, Vector512<float> y) => x + y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Subtract(Vector512<float> x, Vector512<float> y) => x - y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Multiply(Vector512<float> x, Vector512<float> y) => x * y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Divide(Vector512<float> x, Vector512<float> y) => x / y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> z)
        {
            return Vector512.MultiplyAddEstimate(x, y, z);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Min(Vector512<float> x, Vector512<float> y) => Vector512.MinNative(x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Max(Vector512<float> x, Vector512<float> y) => Vector512.MaxNative(x, y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> PowerOfTwo(Vector512<float> shifted)
        {
            return ((shifted.AsInt32() << 23) + Vector512<float>.One.AsInt32()).AsSingle();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<float> Split(Vector512<float> x, out Vector512<float> n)
        {
            var root = Vector512.Create(Functions.RootOfHalf);
            var bits = x.AsInt32() - root;
            n = Vector512.ConvertToSingle(bits >> 23);
            return ((bits & Vector512.Create(Functions.Fraction)) + root).AsSingle();
        }
    }
}
#endif
