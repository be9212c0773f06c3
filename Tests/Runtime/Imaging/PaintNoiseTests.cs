using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class PaintNoiseTests
    {
        private static readonly DrawConfig Config = new DrawConfig { Steps = 64, Latent = 100 };

        // Oracle: a source of the same seed.
        [Test]
        public void Is_what_a_seed_draws()
        {
            var noise = new PaintNoise(Config, 5).Values.ToArray();
            Assert.That(noise, Is.EqualTo(DrawPieces.Noise(new Rng(5), 6400)));
        }

        // Closed form: on a circle, equal parts of the way are equal angles; the lengths differ by a percent.
        [Test]
        public void The_way_between_two_is_an_arc()
        {
            PaintNoise a = new PaintNoise(Config, 1), b = a.Around(new PaintNoise(Config, 2), 0.2f);
            var whole = Angle(a, b);
            for (var t = 0f; t <= 1; t += 0.125f)
            {
                var between = a.Towards(b, t);
                Assert.That(Angle(a, between), Is.EqualTo(t * whole).Within(5e-3));
                Assert.That(Angle(between, b), Is.EqualTo((1 - t) * whole).Within(5e-3));
            }

            Assert.That(a.Towards(b, 0).Values.ToArray(), Is.EqualTo(a.Values.ToArray()));
            Assert.That(a.Towards(b, 1).Values.ToArray(), Is.EqualTo(b.Values.ToArray()).Within(1e-6));
            Assert.That(a.Towards(a, 0.3f).Values.ToArray(), Is.EqualTo(a.Values.ToArray()).Within(1e-6));
        }

        // Closed form: cos² + sin² = 1, so that the variance of independent numbers stays; 5 standard errors.
        [Test]
        public void A_circle_closes_and_stays_normal()
        {
            PaintNoise a = new PaintNoise(Config, 1), b = new PaintNoise(Config, 2);
            Assert.That(a.Around(b, 1).Values.ToArray(), Is.EqualTo(a.Values.ToArray()));
            Assert.That(a.Around(b, 0.25f).Values.ToArray(), Is.EqualTo(b.Values.ToArray()).Within(1e-6));
            for (var t = 0f; t < 1; t += 0.1f)
            {
                Assert.That(Variance(a.Around(b, t)), Is.EqualTo(1).Within(5 * Math.Sqrt(2.0 / 6400)));
            }
        }

        [Test]
        public void A_variation_is_by_a_share([Values(-0.1f, 1.1f, float.NaN)] float strength)
        {
            var noise = new PaintNoise(Config, 1);
            Assert.That(() => noise.Vary(noise, strength), Throws.TypeOf<ArgumentOutOfRangeException>());
        }

        // Closed form: the covariance with what was varied is √(1 - v²).
        [Test]
        public void A_variation_stays_normal_and_as_near_as_it_is_weak([Values(0, 0.3f, 0.8f, 1)] float strength)
        {
            PaintNoise a = new PaintNoise(Config, 1), b = new PaintNoise(Config, 2);
            var varied = a.Vary(b, strength);
            Assert.That(Variance(varied), Is.EqualTo(1).Within(5 * Math.Sqrt(2.0 / 6400)));
            Assert.That(
                Dot(a, varied) / 6400, Is.EqualTo(Math.Sqrt(1 - strength * strength)).Within(5 / Math.Sqrt(6400)));
        }

        [Test]
        public void Strokes_of_other_models_do_not_mix()
        {
            var a = new PaintNoise(Config, 1);
            var b = new PaintNoise(new DrawConfig { Steps = 100, Latent = 64 }, 1);
            Assert.That(() => a.Towards(b, 0.5f), Throws.ArgumentException);
            Assert.That(() => a.Around(b, 0.5f), Throws.ArgumentException);
            var painter = new Painter(DrawModel.Create(Config, 1)) { Noise = a };
            Assert.That(() => painter.Noise = b, Throws.ArgumentException.With.Message.Contains("64 for each of 100"));
            Assert.That(painter.Noise, Is.SameAs(a));
            Assert.That(() => a.Towards(a, float.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(
                () => a.Around(a, float.PositiveInfinity), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }

        private static double Variance(PaintNoise noise) => Dot(noise, noise) / noise.Values.Length;

        private static double Angle(PaintNoise a, PaintNoise b)
        {
            return Math.Acos(Math.Min(1, Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b))));
        }

        private static double Dot(PaintNoise a, PaintNoise b)
        {
            var sum = 0.0;
            for (var i = 0; i < a.Values.Length; i++)
            {
                sum += (double)a.Values[i] * b.Values[i];
            }

            return sum;
        }
    }
}
