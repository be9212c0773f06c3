#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents a picture that a painter looks at: to copy it, to begin like it, or to paint what of it is
    /// missing.
    /// </summary>
    /// <remarks>
    /// Where the picture is missing, a network is shown its own canvas, so that it finds no fault there:
    /// m x + (1 - m) σ(c), where m is 1 for what is known.
    /// </remarks>
    public sealed class PaintSubject
    {
        private readonly DrawConfig config;
        private readonly Picture picture;
        private readonly float[] values;
        private readonly bool[] missing;
        private int strokes;
        private bool isWhole;

        /// <summary>Initializes a subject.</summary>
        /// <param name="config">The blueprint of the model: the size of the picture.</param>
        /// <param name="picture">The picture. May not change.</param>
        /// <param name="mask">A picture that is bright where the first is missing; null for nowhere.</param>
        /// <exception cref="ArgumentException">A picture has not the size of the model's.</exception>
        public PaintSubject(DrawConfig config, Picture picture, Picture? mask = null)
        {
            this.config = config.Copy();
            this.picture = picture;
            strokes = config.Steps;
            Require(picture, "picture");
            values = new float[config.Values];
            missing = new bool[config.Width * config.Height];
            CanvasColours.Read(config, picture, values);
            IsPartial = mask != null;
            if (mask != null)
            {
                Require(mask, "mask");
                for (var pixel = 0; pixel < missing.Length; pixel++)
                {
                    missing[pixel] = CanvasColours.Brightness(mask, pixel) >= 0.5f;
                }
            }
        }

        /// <summary>
        /// Takes what was painted for what was missing, so that the next picture improves on it: a step of a
        /// Markov chain over what is missing (Rezende, Mohamed and Wierstra 2014, appendix F).
        /// </summary>
        /// <param name="painter">The painter, who has painted this subject.</param>
        /// <exception cref="ArgumentException">The painter's model has other pictures.</exception>
        public void Take(Painter painter)
        {
            Require(painter.Config);
            for (var i = 0; i < values.Length; i++)
            {
                if (missing[PixelOf(i)])
                {
                    values[i] = painter.Painted[i];
                }
            }

            isWhole = true;
        }

        /// <summary>Puts back the pixels that are known.</summary>
        /// <param name="to">A picture of any size, of which this subject is a smaller or larger view.</param>
        public void Keep(Picture to)
        {
            for (var y = 0; y < to.Height; y++)
            {
                for (var x = 0; x < to.Width; x++)
                {
                    var pixel = y * config.Height / to.Height * config.Width + x * config.Width / to.Width;
                    if (!missing[pixel])
                    {
                        picture.Pixels.AsSpan(pixel * Picture.Channels, Picture.Channels)
                            .CopyTo(to.Pixels.AsSpan((y * to.Width + x) * Picture.Channels));
                    }
                }
            }
        }

        /// <summary>Writes what the network is shown.</summary>
        /// <param name="painted">What is on the canvas, [height][planes][width].</param>
        /// <param name="to">As many values.</param>
        internal void Show(ReadOnlySpan<float> painted, Span<float> to)
        {
            for (var i = 0; i < values.Length; i++)
            {
                to[i] = missing[PixelOf(i)] && !isWhole ? painted[i] : values[i];
            }
        }

        /// <summary>Requires that a model has pictures as this subject is.</summary>
        /// <exception cref="ArgumentException">It has not.</exception>
        internal void Require(DrawConfig model)
        {
            if (model.Width != config.Width || model.Height != config.Height || model.Planes != config.Planes
                || model.Output != config.Output)
            {
                throw new ArgumentException(
                    $"A subject for this model must have {model.Width} x {model.Height} pixels of {model.Planes} "
                    + $"values ({model.Output}), but was made for {config.Width} x {config.Height} of {config.Planes} "
                    + $"({config.Output}): make it with the blueprint of the painter's model.");
            }

            for (var i = 0; i < Math.Max(model.Palette.Count, config.Palette.Count); i++)
            {
                if (model.Palette.Count != config.Palette.Count || model.Palette[i] != config.Palette[i])
                {
                    throw new ArgumentException(
                        $"A subject for this model must have its colours, but colour {i} was made for another palette: "
                        + "make it with the blueprint of the painter's model.");
                }
            }
        }

        private int PixelOf(int value)
        {
            return value / (config.Planes * config.Width) * config.Width + value % config.Width;
        }

        private void Require(Picture it, string name)
        {
            if (it.Width != config.Width || it.Height != config.Height)
            {
                throw new ArgumentException(
                    $"A {name} for this model must have {config.Width} x {config.Height} pixels, but has "
                    + $"{it.Width} x {it.Height}.");
            }
        }

        /// <summary>
        /// The strokes during which the painter looks, 0 to <see cref="DrawConfig.Steps"/>; all at first. What
        /// follows is invented.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
        public int Strokes
        {
            get => strokes;
            set => strokes = value >= 0 && value <= config.Steps
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value), $"A painter must look for 0 to {config.Steps} strokes, but was to for {value}.");
        }

        /// <summary>Whether there is a mask, and so known pixels that <see cref="Keep"/> can put back.</summary>
        public bool IsPartial { get; }
    }
}
