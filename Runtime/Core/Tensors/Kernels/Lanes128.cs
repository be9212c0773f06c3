#nullable enable
using System.Numerics;
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>4 lanes as a Vector4: the one vector that Unity's compilers turn into machine code.</summary>
    internal readonly unsafe struct Lanes128 : ILanes<Vector4>
    {
        public int Count => 4;

        public bool HasManyRegisters => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector4 Load(float* at) => *(Vector4*)at;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(Vector4 x, float* at) => *(Vector4*)at = x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Prefetch(float* at)
        {
            // netstandard2.1 has no such instruction.
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector4 Fill(float x) => new Vector4(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector4 Add(Vector4 x, Vector4 y) => x + y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector4 Subtract(Vector4 x, Vector4 y) => x - y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector4 Multiply(Vector4 x, Vector4 y) => x * y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector4 Divide(Vector4 x, Vector4 y) => x / y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector4 MultiplyAdd(Vector4 x, Vector4 y, Vector4 z) => x * y + z;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
#if NET
        public Vector4 Min(Vector4 x, Vector4 y) => Vector4.MinNative(x, y);
#else
        public Vector4 Min(Vector4 x, Vector4 y) => Vector4.Min(x, y);
#endif

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
#if NET
        public Vector4 Max(Vector4 x, Vector4 y) => Vector4.MaxNative(x, y);
#else
        public Vector4 Max(Vector4 x, Vector4 y) => Vector4.Max(x, y);
#endif

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector4 PowerOfTwo(Vector4 shifted)
        {
            // A Vector4 knows no integers.
            var lane = default(Lanes32);
            return new Vector4(
                lane.PowerOfTwo(shifted.X),
                lane.PowerOfTwo(shifted.Y),
                lane.PowerOfTwo(shifted.Z),
                lane.PowerOfTwo(shifted.W));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector4 Split(Vector4 x, out Vector4 n)
        {
            var lane = default(Lanes32);
            var m = new Vector4(
                lane.Split(x.X, out var n0),
                lane.Split(x.Y, out var n1),
                lane.Split(x.Z, out var n2),
                lane.Split(x.W, out var n3));
            n = new Vector4(n0, n1, n2, n3);
            return m;
        }
    }
}
