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
        private readonly int size;
        private readonly bool wraps;

        /// <param name="attention">[g̃x g̃y log σ² log δ̃ log γ].</param>
        /// <param name="axis">0 for x, 1 for y.</param>
        /// <param name="count">The filters.</param>
        /// <param name="size">The pixels along the axis.</param>
        /// <param name="longest">The pixels along the longer axis.</param>
        /// <param name="wraps">Whether the last pixel is a neighbour of the first.</param>
        public FilterGrid(float* attention, int axis, int count, int size, int longest, bool wraps = false)
        {
            this.size = size;
            this.wraps = wraps;
            var centre = (float)((size + 1) * 0.5f * (float)(attention[axis] + 1)) - 1;
            centre = Math.Max(-Farthest, Math.Min(Farthest, centre));
            Centre = wraps ? Turned(centre, size) : centre;
            var apart = (float)((longest - 1f) / (count - 1));
            var stride = (float)(apart * Functions.Exp<Lanes32, float>(attention[3]));
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
            var centre = (float)(Centre + (float)(OffsetOf(filter) * Stride));
            return wraps ? Turned(centre, size) : centre;
        }

        /// <summary>Gets the pixel, or the copy of one, that is nearest to a centre.</summary>
        public float NearestTo(float centre)
        {
            var nearest = (float)Math.Round(centre);
            return wraps ? nearest : Math.Max(0, Math.Min(size - 1, nearest));
        }

        /// <summary>Gets where the nearest copy of a pixel to a centre is: the pixel, unless it wraps.</summary>
        public float CopyOf(int pixel, float centre)
        {
            if (!wraps)
            {
                return pixel;
            }

            var distance = pixel - centre;
            return 2 * distance > size ? pixel - size : 2 * distance < -size ? pixel + size : pixel;
        }

        /// <summary>Gets the place in [0, size] that is whole turns away.</summary>
        private static float Turned(float place, int size)
        {
            return (float)(place - size * Math.Floor((double)place / size));
        }
    }
}
