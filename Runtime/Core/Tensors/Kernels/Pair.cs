#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>
    /// Two vectors side by side: half a panel. With 16 registers, six rows of them take fewer loads than two of a
    /// <see cref="Quad{L, V}"/>.
    /// </summary>
    internal unsafe struct Pair<L, V> : IStrip<Pair<L, V>>
        where L : struct, ILanes<V>
        where V : struct
    {
        private V v0;
        private V v1;

        public int Columns
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 2 * default(L).Count;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Pair<L, V> Load(float* at)
        {
            var lanes = default(L);
            Pair<L, V> pair;
            pair.v0 = lanes.Load(at);
            pair.v1 = lanes.Load(at + lanes.Count);
            return pair;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<A>(Pair<L, V> w, float x)
            where A : struct, IArithmetic
        {
            var factor = default(L).Fill(x);
            v0 = default(A).MultiplyAdd<L, V>(w.v0, factor, v0);
            v1 = default(A).MultiplyAdd<L, V>(w.v1, factor, v1);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(float* at)
        {
            var lanes = default(L);
            lanes.Store(v0, at);
            lanes.Store(v1, at + lanes.Count);
        }
    }
}
