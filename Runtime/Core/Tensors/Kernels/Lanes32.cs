#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>One lane: turns every kernel into its scalar loop, the oracle of the others.</summary>
    internal readonly unsafe struct Lanes32 : ILanes<float>
    {
        public int Count => 1;

        public bool HasManyRegisters => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Load(float* at) => *at;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(float x, float* at) => *at = x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Prefetch(float* at)
        {
            // netstandard2.1 has no such instruction.
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Fill(float x) => x;

        // A cast to float rounds where a runtime computes in double precision.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Add(float x, float y) => (float)(x + y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Subtract(float x, float y) => (float)(x - y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Multiply(float x, float y) => (float)(x * y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Divide(float x, float y) => (float)(x / y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float MultiplyAdd(float x, float y, float z) => (float)((float)(x * y) + z);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Min(float x, float y) => x < y ? x : y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Max(float x, float y) => x > y ? x : y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float PowerOfTwo(float shifted)
        {
            var bits = (*(int*)&shifted << 23) + (127 << 23);
            return *(float*)&bits;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public float Split(float x, out float n)
        {
            var bits = *(int*)&x - Functions.RootOfHalf;
            n = bits >> 23;
            bits = (bits & Functions.Fraction) + Functions.RootOfHalf;
            return *(float*)&bits;
        }
    }
}
