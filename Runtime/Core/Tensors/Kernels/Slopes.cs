#nullable enable
using System.Runtime.CompilerServices;

namespace RnnGen
{
    /// <summary>Z = f(X, Y) or Z += f(X, Y), element by element, and not one float behind the rows.</summary>
    internal unsafe struct SlopeKernel<F> : IKernel
        where F : struct, IMap2
    {
        public F Function;
        public Block X;
        public Block Y;

        /// <summary>Whether to add to what Z holds.</summary>
        public bool Add;

        public Block Z;

        public void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct
        {
            var whole = Z.Columns - Z.Columns % default(L).Count;
            for (var r = 0; r < Z.Rows; r++)
            {
                Run<L, V>(r, 0, whole);
                Run<Lanes32, float>(r, whole, Z.Columns);
            }
        }

        [MethodImpl(Simd.Optimize)]
        private void Run<L, V>(int r, int from, int to)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            float* x = X.Row(r), y = Y.Row(r), z = Z.Row(r);
            for (var j = from; j < to; j += lanes.Count)
            {
                var value = Function.Of<L, V>(lanes.Load(x + j), lanes.Load(y + j));
                lanes.Store(Add ? lanes.Add(lanes.Load(z + j), value) : value, z + j);
            }
        }
    }

    /// <summary>dx = dy, whatever y.</summary>
    internal readonly struct SameSlope : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V y, V dy)
            where L : struct, ILanes<V>
            where V : struct => dy;
    }

    /// <summary>dx = factor · dy, whatever y.</summary>
    internal readonly struct ScaleSlope : IMap2
    {
        private readonly float factor;

        public ScaleSlope(float factor)
        {
            this.factor = factor;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V y, V dy)
            where L : struct, ILanes<V>
            where V : struct => default(L).Multiply(default(L).Fill(factor), dy);
    }

    /// <summary>dx = y (1 - y) dy, where y = σ(x).</summary>
    internal readonly struct SigmoidSlope : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V y, V dy)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            return lanes.Multiply(lanes.Multiply(y, lanes.Subtract(lanes.Fill(1), y)), dy);
        }
    }

    /// <summary>dx = (1 - y²) dy, where y = tanh(x).</summary>
    internal readonly struct TanhSlope : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V y, V dy)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            return lanes.Multiply(lanes.Subtract(lanes.Fill(1), lanes.Multiply(y, y)), dy);
        }
    }

    /// <summary>dx = dy / max(x, smallest), where y = log x.</summary>
    internal readonly struct LogSlope : IMap2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V x, V dy)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            return lanes.Divide(dy, lanes.Max(lanes.Fill(Functions.SmallestLog), x));
        }
    }

    /// <summary>dx = (σ(x) - t) dy, where dy is one number.</summary>
    internal readonly struct BernoulliSlope : IMap2
    {
        private readonly float slope;

        public BernoulliSlope(float slope)
        {
            this.slope = slope;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<L, V>(V x, V t)
            where L : struct, ILanes<V>
            where V : struct
        {
            var lanes = default(L);
            return lanes.Multiply(lanes.Subtract(Functions.Sigmoid<L, V>(x), t), lanes.Fill(slope));
        }
    }
}
