#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>A function of one number.</summary>
    internal interface IMap
    {
        V Of<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct;
    }

    /// <summary>A function of two numbers.</summary>
    internal interface IMap2
    {
        V Of<L, V>(V x, V y)
            where L : struct, ILanes<V>
            where V : struct;
    }

    /// <summary>Y = f(X), element by element.</summary>
    internal unsafe struct MapKernel<F> : IKernel
        where F : struct, IMap
    {
        public F Function;
        public Block X;
        public Block Y;

        [MethodImpl(Simd.Optimize)]
        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            for (var r = 0; r < Y.Rows; r++)
            {
                float* x = X.Row(r), y = Y.Row(r), end = y + Y.Columns;
                for (; y < end; x += lanes.Count, y += lanes.Count)
                {
                    lanes.Store(Function.Of<L, V>(lanes.Load(x)), y);
                }
            }
        }
    }

    /// <summary>Z = f(X, Y), element by element.</summary>
    internal unsafe struct Map2Kernel<F> : IKernel
        where F : struct, IMap2
    {
        public F Function;
        public Block X;
        public Block Y;
        public Block Z;

        [MethodImpl(Simd.Optimize)]
        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            for (var r = 0; r < Z.Rows; r++)
            {
                float* x = X.Row(r), y = Y.Row(r), z = Z.Row(r), end = z + Z.Columns;
                for (; z < end; x += lanes.Count, y += lanes.Count, z += lanes.Count)
                {
                    lanes.Store(Function.Of<L, V>(lanes.Load(x), lanes.Load(y)), z);
                }
            }
        }
    }

    internal readonly struct SumMap : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V x, V y)
            where L : struct, ILanes<V>
            where V : struct => default(L).Add(x, y);
    }

    internal readonly struct DifferenceMap : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V x, V y)
            where L : struct, ILanes<V>
            where V : struct => default(L).Subtract(x, y);
    }

    internal readonly struct ProductMap : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V x, V y)
            where L : struct, ILanes<V>
            where V : struct => default(L).Multiply(x, y);
    }

    internal readonly struct LineMap : IMap
    {
        private readonly float factor;
        private readonly float offset;

        public LineMap(float factor, float offset)
        {
            this.factor = factor;
            this.offset = offset;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            return lanes.Add(lanes.Multiply(lanes.Fill(factor), x), lanes.Fill(offset));
        }
    }

    internal readonly struct SigmoidMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct => Functions.Sigmoid<L, V>(x);
    }

    internal readonly struct TanhMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct => Functions.Tanh<L, V>(x);
    }

    internal readonly struct ExpMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct => Functions.Exp<L, V>(x);
    }

    internal readonly struct LogMap : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V x)
            where L : struct, ILanes<V>
            where V : struct => Functions.Log<L, V>(x);
    }
}
