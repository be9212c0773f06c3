#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Where DRAW's filters sit along one axis, and how sharp they are.</summary>
    internal readonly unsafe struct FilterGrid
    {
        /// <summary>The middle of all filters, in pixels from 0.</summary>
        public readonly float Centre;

        /// <summary>The distance between two filters, δ.</summary>
        public readonly float Stride;

        /// <summary>1 / 2 σ².</summary>
        public readonly float Sharpness;

        // Further away than any pixel can tell, and not so far that a product of two overflows.
        private const float Farthest = 1e15f;

        private readonly float middle;

        /// <param name="attention">[g̃x g̃y log σ² log δ̃ log γ].</param>
        /// <param name="axis">0 for x, 1 for y.</param>
        /// <param name="count">The filters.</param>
        /// <param name="size">The pixels along the axis.</param>
        /// <param name="longest">The pixels along the longer axis.</param>
        public FilterGrid(float* attention, int axis, int count, int size, int longest)
        {
            var centre = (float)((size + 1) * 0.5f * (float)(attention[axis] + 1)) - 1;
            Centre = Math.Max(-Farthest, Math.Min(Farthest, centre));
            var stride = (longest - 1f) / (count - 1) * Functions.Exp<Lanes32, float>(attention[3]);
            Stride = Math.Min(Farthest, stride);
            Sharpness = 0.5f * Functions.Exp<Lanes32, float>(-attention[2]);
            middle = count * 0.5f - 0.5f;
        }

        /// <summary>Gets how many strides a filter is away from the middle of all.</summary>
        public float OffsetOf(int filter)
        {
            return filter - middle;
        }

        /// <summary>Gets the centre of a filter, in pixels from 0.</summary>
        public float CentreOf(int filter)
        {
            return (float)(Centre + (float)(OffsetOf(filter) * Stride));
        }
    }
}
