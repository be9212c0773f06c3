#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>One vector.</summary>
    internal unsafe struct Solo<L, V> : IStrip<Solo<L, V>>
        where L : struct, ILanes<V>
        where V : struct
    {
        private V v;

        public int Columns
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => default(L).Count;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Solo<L, V> Load(float* at)
        {
            Solo<L, V> solo;
            solo.v = default(L).Load(at);
            return solo;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<A>(Solo<L, V> w, float x)
            where A : struct, IArithmetic
        {
            v = default(A).MultiplyAdd<L, V>(w.v, default(L).Fill(x), v);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(float* at)
        {
            default(L).Store(v, at);
        }
    }
}
