#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>Four vectors side by side: as wide as a panel of weights.</summary>
    /// <remarks>No more than four, as the compiler keeps no larger struct in registers.</remarks>
    internal unsafe struct Quad<L, V> : IStrip<Quad<L, V>>
        where L : struct, ILanes<V>
        where V : struct
    {
        private V v0;
        private V v1;
        private V v2;
        private V v3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Quad<L, V> Load(float* at)
        {
            var lanes = default(L);
            Quad<L, V> quad;
            quad.v0 = lanes.Load(at);
            quad.v1 = lanes.Load(at + lanes.Count);
            quad.v2 = lanes.Load(at + 2 * lanes.Count);
            quad.v3 = lanes.Load(at + 3 * lanes.Count);
            return quad;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Prefetch(float* at)
        {
            var lanes = default(L);
            lanes.Prefetch(at);
            if (default(Quad<L, V>).Columns > Simd.Line)
            {
                lanes.Prefetch(at + Simd.Line);
            }

            if (default(Quad<L, V>).Columns > 2 * Simd.Line)
            {
                lanes.Prefetch(at + 2 * Simd.Line);
                lanes.Prefetch(at + 3 * Simd.Line);
            }
        }

        /// <summary>Asks for so many floats.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Prefetch(float* at, int floats)
        {
            for (var i = 0; i < floats; i += default(Quad<L, V>).Columns)
            {
                Prefetch(at + i);
            }
        }

        /// <summary>Adds so many times another.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<A>(Quad<L, V> w, float x)
            where A : struct, IArithmetic
        {
            var factor = default(L).Fill(x);
            v0 = default(A).MultiplyAdd<L, V>(w.v0, factor, v0);
            v1 = default(A).MultiplyAdd<L, V>(w.v1, factor, v1);
            v2 = default(A).MultiplyAdd<L, V>(w.v2, factor, v2);
            v3 = default(A).MultiplyAdd<L, V>(w.v3, factor, v3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(float* at)
        {
            var lanes = default(L);
            lanes.Store(v0, at);
            lanes.Store(v1, at + lanes.Count);
            lanes.Store(v2, at + 2 * lanes.Count);
            lanes.Store(v3, at + 3 * lanes.Count);
        }

        /// <summary>The number of floats.</summary>
        public int Columns
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 4 * default(L).Count;
        }
    }
}
