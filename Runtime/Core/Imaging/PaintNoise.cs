#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Represents the chance in a picture: the standard normal numbers of all its strokes. Pictures of related
    /// numbers are related.
    /// </summary>
    /// <remarks>Never changes, so that several threads and painters can share it.</remarks>
    public sealed class PaintNoise
    {
        private readonly float[] values;
        private readonly int latent;

        /// <summary>Draws the numbers that a painter with this seed draws.</summary>
        /// <param name="config">The blueprint of the model: its steps and latent values.</param>
        /// <param name="seed">Where chance starts.</param>
        public PaintNoise(DrawConfig config, ulong seed)
        {
            latent = config.Latent;
            values = new float[checked(config.Steps * latent)];
            var rng = new Rng(seed);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = rng.Normal();
            }
        }

        private PaintNoise(float[] values, int latent)
        {
            this.values = values;
            this.latent = latent;
        }

        /// <summary>
        /// Goes a part of the way to other numbers on the arc between them: (sin((1 - t) Ω) a + sin(t Ω) b) /
        /// sin Ω, where Ω is the angle between a and b (Shoemake 1985; White 2016). The length, of which a
        /// picture depends on more than on the direction, is kept where both have the same.
        /// </summary>
        /// <param name="other">The numbers b, of as many strokes.</param>
        /// <param name="part">The part t of the way: 0 for these numbers, 1 for the others; finite.</param>
        public PaintNoise Towards(PaintNoise other, float part)
        {
            RequireFinite(part, nameof(part));
            double dot = 0, mine = 0, theirs = 0;
            Require(other);
            for (var i = 0; i < values.Length; i++)
            {
                dot += (double)values[i] * other.values[i];
                mine += (double)values[i] * values[i];
                theirs += (double)other.values[i] * other.values[i];
            }

            var angle = Elementary.Acos(Math.Max(-1, Math.Min(1, dot / Math.Sqrt(mine * theirs))));
            var sine = Elementary.Sin(angle);
            return sine < 1e-6
                ? Sum(other, 1 - part, part)
                : Sum(other, Elementary.Sin((1 - part) * angle) / sine, Elementary.Sin(part * angle) / sine);
        }

        /// <summary>
        /// Goes along a circle through other numbers: cos(2π t) a + sin(2π t) b, at each t as normal as a and b
        /// are, and after a whole turn back at a.
        /// </summary>
        /// <param name="other">The numbers b, of as many strokes, independent of these.</param>
        /// <param name="turns">The turns t: 0.25 for the others; finite.</param>
        public PaintNoise Around(PaintNoise other, float turns)
        {
            RequireFinite(turns, nameof(turns));
            var angle = 2 * Math.PI * (turns - Math.Floor(turns));
            return Sum(other, Elementary.Cos(angle), Elementary.Sin(angle));
        }

        /// <summary>Varies the numbers: √(1 - v²) a + v b, as normal as a and b are.</summary>
        /// <param name="other">The numbers b, of as many strokes, independent of these.</param>
        /// <param name="strength">The strength v in [0, 1]: 0 not at all, 1 for another picture.</param>
        public PaintNoise Vary(PaintNoise other, float strength)
        {
            if (!(strength >= 0 && strength <= 1))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(strength), $"Noise must be varied by a strength of 0 to 1, but was by {strength}.");
            }

            return Sum(other, Math.Sqrt(1 - (double)strength * strength), strength);
        }

        private PaintNoise Sum(PaintNoise other, double mine, double theirs)
        {
            Require(other);
            var sum = new float[values.Length];
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] = (float)(mine * values[i] + theirs * other.values[i]);
            }

            return new PaintNoise(sum, latent);
        }

        private static void RequireFinite(float way, string name)
        {
            if (!float.IsFinite(way))
            {
                throw new ArgumentOutOfRangeException(
                    name, $"The way to other noise must be a finite number, but was {way}.");
            }
        }

        private void Require(PaintNoise other)
        {
            if (other.values.Length != values.Length || other.latent != latent)
            {
                throw new ArgumentException(
                    $"Noise must be mixed with that of as many strokes and numbers, but {values.Length} in "
                    + $"strokes of {latent} met {other.values.Length} in strokes of {other.latent}.");
            }
        }

        /// <summary>The strokes.</summary>
        internal int Steps => values.Length / latent;

        /// <summary>The numbers of a stroke.</summary>
        internal int Latent => latent;

        /// <summary>The numbers, [steps][latent values].</summary>
        public ReadOnlySpan<float> Values => values;
    }
}
