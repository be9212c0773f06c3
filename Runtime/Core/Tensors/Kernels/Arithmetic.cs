#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>How a kernel adds up products.</summary>
    internal interface IArithmetic
    {
        /// <summary>Computes x · y + z.</summary>
        V MultiplyAdd<L, V>(V x, V y, V z)
            where L : struct, ILanes<V>
            where V : struct;
    }

    /// <summary>Multiply, then add: the same bits on every machine. For playing.</summary>
    internal readonly struct Exact : IArithmetic
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V MultiplyAdd<L, V>(V x, V y, V z)
            where L : struct, ILanes<V>
            where V : struct => default(L).Add(z, default(L).Multiply(x, y));
    }

    /// <summary>Fused where the machine can, in half the time. For training.</summary>
    internal readonly struct Fused : IArithmetic
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V MultiplyAdd<L, V>(V x, V y, V z)
            where L : struct, ILanes<V>
            where V : struct => default(L).MultiplyAdd(x, y, z);
    }
}
