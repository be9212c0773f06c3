#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents the canvas of a painter in the pixels in which it is shown.</summary>
    /// <remarks>
    /// A stroke is a sum of Gaussians, so that it can be written at any scale s: a pixel g, counted from 1,
    /// becomes s (g - ½) + ½; distances and spreads become s times, and the sum s² times as large, because
    /// filters are normalised over pixels. What is no stroke, such as the first canvas, is interpolated.
    /// On a torus, what leaves on one side comes back on the other.
    /// </remarks>
    internal sealed class Canvas
    {
        // 512 MiB, of which there are two, and two more at a stroke; so that no count of them or of a save overflows.
        private const int MostValues = 1 << 27;

        private readonly DrawConfig config;
        private readonly DrawConfig shown;
        private readonly float scale;
        private readonly float[] numbers = new float[Glimpse.Numbers];
        private float[] before;
        private float[] now;

        /// <param name="config">The blueprint.</param>
        /// <param name="side">The pixels of the longer side.</param>
        /// <param name="wraps">Whether the canvas is a torus.</param>
        /// <exception cref="ArgumentException">So many pixels have more values than a canvas can.</exception>
        public Canvas(DrawConfig config, int side, bool wraps)
        {
            this.config = config;
            scale = (float)side / config.LongerSide;
            shown = new DrawConfig
            {
                Width = Math.Max(1, (int)Math.Round(scale * config.Width)),
                Height = Math.Max(1, (int)Math.Round(scale * config.Height)),
                Output = config.Output,
                Colours = config.Colours,
                Palette = config.Palette,
                Wraps = wraps,
            };
            var values = (long)shown.Width * shown.Height * shown.Planes;
            if (values > MostValues)
            {
                throw new ArgumentException(
                    $"A canvas must have at most {MostValues} values, but {shown.Width} x {shown.Height} pixels of "
                    + $"{shown.Planes} values have {values}: paint a smaller picture.");
            }

            before = new float[shown.Values];
            now = new float[shown.Values];
        }

        /// <summary>Takes the canvas before the first stroke.</summary>
        public void Begin(in DrawState state)
        {
            Interpolate(state.Canvas.Row(0));
            now.CopyTo(before, 0);
        }

        /// <summary>Takes the last stroke.</summary>
        /// <param name="network">The network, whose step made the state.</param>
        /// <param name="state">The state after the stroke.</param>
        public void Take(DrawNetwork network, in DrawState state)
        {
            (before, now) = (now, before);
            if (config.Write == 0 || (scale == 1 && shown.Wraps == config.Wraps))
            {
                Interpolate(state.Canvas.Row(0));
                return;
            }

            var on = state.Canvas.Backend;
            Enlarge(network.WrittenAt(state));
            var glimpse = new Glimpse(shown, on.From(numbers, 1, numbers.Length), 0, config.Write);
            var patch = state.Heads.Part(0, config.PatchValues);
            glimpse.Write(patch, on.From(before, 1, before.Length)).Row(0).CopyTo(now);
        }

        /// <summary>Writes what was painted.</summary>
        public void Save(ref SaveWriter to)
        {
            to.Floats(before);
            to.Floats(now);
        }

        /// <summary>Goes on from what <see cref="Save"/> wrote.</summary>
        public void Restore(ref SaveReader from)
        {
            from.Floats(before);
            from.Floats(now);
        }

        /// <summary>Shows a part of the last stroke over all before.</summary>
        public void Show(Picture to, float fraction)
        {
            if (to.Width != Width || to.Height != Height)
            {
                throw new ArgumentException(
                    $"The picture to paint on must have {Width} x {Height} pixels, but has {to.Width} x "
                    + $"{to.Height}.",
                    nameof(to));
            }

            if (!(fraction >= 0 && fraction <= 1))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(fraction), $"A stroke must be shown by a fraction of 0 to 1, but was by {fraction}.");
            }

            CanvasColours.Show(shown, before, now, fraction, to);
        }

        /// <summary>Whether all values are finite numbers.</summary>
        public bool IsFinite
        {
            get
            {
                foreach (var value in now)
                {
                    if (!float.IsFinite(value))
                    {
                        return false;
                    }
                }

                return true;
            }
        }

        /// <summary>Gets where the last stroke was written; null if it may be anywhere.</summary>
        public StrokeArea? Area(DrawNetwork network, in DrawState state)
        {
            if (config.Write == 0)
            {
                return null;
            }

            Enlarge(network.WrittenAt(state));
            return Glimpse.AreaOf(shown, numbers, config.Write);
        }

        private void Enlarge(ReadOnlySpan<float> attention)
        {
            numbers[0] = Moved(attention[0], config.Width, shown.Width);
            numbers[1] = Moved(attention[1], config.Height, shown.Height);
            numbers[2] = attention[2] + 2 * (float)Elementary.Log(scale);
            numbers[3] = attention[3]
                + (float)Elementary.Log(scale * (config.LongerSide - 1) / Math.Max(1, shown.LongerSide - 1));
            numbers[4] = attention[4] - 2 * (float)Elementary.Log(scale);
        }

        /// <summary>Gets what puts a grid at the same place of more pixels.</summary>
        private float Moved(float place, int pixels, int more)
        {
            var at = scale * ((pixels + 1) * 0.5f * (place + 1) - 0.5f);
            return 2 * (at + 0.5f) / (more + 1) - 1;
        }

        private void Interpolate(ReadOnlySpan<float> from)
        {
            if (scale == 1)
            {
                from.CopyTo(now);
                return;
            }

            var planes = config.Planes;
            for (var y = 0; y < Height; y++)
            {
                var (top, bottom, down) = Place(y, config.Height);
                for (var plane = 0; plane < planes; plane++)
                {
                    var upper = from.Slice((top * planes + plane) * config.Width, config.Width);
                    var lower = from.Slice((bottom * planes + plane) * config.Width, config.Width);
                    var to = now.AsSpan((y * planes + plane) * Width, Width);
                    for (var x = 0; x < Width; x++)
                    {
                        var (left, right, across) = Place(x, config.Width);
                        to[x] = (1 - down) * ((1 - across) * upper[left] + across * upper[right])
                            + down * ((1 - across) * lower[left] + across * lower[right]);
                    }
                }
            }
        }

        /// <summary>Gets the two pixels that a shown one lies between, and how near to the second.</summary>
        private (int First, int Second, float Part) Place(int shownPixel, int pixels)
        {
            var at = (shownPixel + 0.5f) / scale - 0.5f;
            if (shown.Wraps)
            {
                var left = (int)MathF.Floor(at);
                return ((left + pixels) % pixels, (left + 1) % pixels, at - left);
            }

            at = Math.Max(0, Math.Min(pixels - 1, at));
            var first = Math.Min((int)at, Math.Max(0, pixels - 2));
            return (first, Math.Min(first + 1, pixels - 1), at - first);
        }

        /// <summary>The numbers that <see cref="Save"/> writes.</summary>
        public int SavedNumbers => before.Length + now.Length;

        /// <summary>Whether it is a torus.</summary>
        public bool Wraps => shown.Wraps;

        /// <summary>The pixels of a row.</summary>
        public int Width => shown.Width;

        /// <summary>The rows.</summary>
        public int Height => shown.Height;
    }
}
