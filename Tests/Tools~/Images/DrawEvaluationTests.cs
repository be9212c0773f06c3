using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class DrawEvaluationTests
{
    private const double Edge = 8;

    // Oracle: p(x) = ∫ N(e) p(x | e) de of one latent number a step, by the trapezoidal rule, over the path that
    // generates.
    [TestCase(false, 1)]
    [TestCase(true, 1)]
    [TestCase(true, 3)]
    public void The_estimate_comes_to_the_exact_likelihood_and_the_bound_stays_above(bool learnedPrior, int steps)
    {
        var model = Tiny(learnedPrior, steps);
        LabelledPicture[] pictures = [.. Enumerable.Range(0, 16).Select(Bits)];
        double[] exact = [.. Enumerable.Range(0, 16).Select(x => Exact(model, x))];
        Assert.That(exact.Sum(Math.Exp), Is.EqualTo(1).Within(1e-4), "The oracle is a distribution.");

        var wanted = -exact.Average();
        var report = Run(model, pictures, null, 400, 4000);
        Assert.That(report.Estimate, Is.EqualTo(wanted).Within(0.01));
        Assert.That(report.Bound, Is.GreaterThan(wanted + 3 * report.BoundError!.Value));
        Assert.That(report.Divergences, Has.Count.EqualTo(steps).And.All.Positive);
        Assert.That(report.Divergences.Sum(), Is.LessThan(report.Bound));

        // One sample of each is the bound, with chance in the divergence too.
        var single = Enumerable.Range(0, 300).Select(i => Run(model, pictures, null, 1, 1, (ulong)i).Estimate);
        Assert.That(single.Average(), Is.EqualTo(report.Bound).Within(0.06));
    }

    // Oracle: the bound that training measures, of the same network.
    [Test]
    public void The_bound_is_that_of_training([Values("binary", "palette")] string output)
    {
        var config = new ImageConfig { Output = output, Colours = 4, Glimpses = 3, Size = 10, Latent = 3 };
        var pictures = Pictures.Squares(130);
        var data = ImageData.Create(config, new ImageSplit(pictures, pictures, "", ""));
        var model = DrawModel.Create(data.Network, 2);
        using var engine = new TapeGradients(model.Parameters, 1);
        var bounds = Enumerable.Range(1, 20)
            .Select(seed => DrawBound.Measure(model.Network, data.Training, engine, new Rng((ulong)seed)).Nats);
        var report = Run(model, pictures, null, 20, 1);
        Assert.That(report.Bound, Is.EqualTo(bounds.Average()).Within(0.1));
        Assert.That(report.Pictures, Is.EqualTo(130));
        Assert.That(Run(model, pictures, null, 20, 1, threads: 2).Bound, Is.EqualTo(report.Bound));
    }

    // Oracle: the divergences that training measures, of the same network, within five standard errors.
    [Test]
    public void The_divergence_of_each_step_is_that_of_training()
    {
        const int Draws = 400;
        var model = Tiny(learnedPrior: true, steps: 3);
        LabelledPicture[] pictures = [.. Enumerable.Range(0, 16).Select(Bits)];
        var set = ImageData.Read(model.Network.Config, pictures);
        using var engine = new TapeGradients(model.Parameters, 1, isExact: true);
        DrawBound[] bounds = [.. Enumerable.Range(1, Draws)
            .Select(seed => DrawBound.Measure(model.Network, set, engine, new Rng((ulong)seed)))];
        var report = Run(model, pictures, null, Draws, 1);
        for (var t = 0; t < 3; t++)
        {
            double[] found = [.. bounds.Select(bound => bound.Divergences[t])];
            var mean = found.Average();
            var error = Math.Sqrt(2 * found.Average(one => (one - mean) * (one - mean)) / Draws);
            Assert.That(report.Divergences[t], Is.EqualTo(mean).Within((5 * error) + 1e-5));
        }
    }

    // Oracle: the definition of a standard error. A seed draws the same however often it draws, so that each draw is
    // what it adds to the sum of those before.
    [Test]
    public void The_error_of_the_bound_is_how_far_draws_differ_over_the_root_of_their_number()
    {
        const int Draws = 6;
        var model = Tiny(learnedPrior: true, steps: 3);
        LabelledPicture[] pictures = [.. Enumerable.Range(0, 16).Select(Bits)];
        DrawReport[] reports = [.. Enumerable.Range(1, Draws).Select(count => Run(model, pictures, null, count, 1))];
        double[] sums = [0, .. reports.Select(report => report.Draws * report.Bound)];
        double[] draws = [.. sums.Skip(1).Zip(sums, (after, before) => after - before)];
        var mean = draws.Average();
        var squares = draws.Sum(draw => (draw - mean) * (draw - mean));
        var error = Math.Sqrt(squares / (Draws - 1) / Draws);
        Assert.That(error, Is.InRange(1e-3, 0.5), "Draws differ.");
        Assert.That(reports[^1].BoundError!.Value, Is.EqualTo(error).Within(1e-9));
    }

    // Oracle: by hand. Of two training pictures 0011 and 0001, pixel 2 is on in one of them (2/4), 3 in both (3/4).
    [Test]
    public void Independent_pixels_have_the_frequencies_of_their_places()
    {
        var report = Run(Tiny(false), [Bits(0b1000), Bits(0b0001)], [Bits(0b1100), Bits(0b1000)], 1, 1);
        var first = 0.75 * 0.75 * 0.5 * 0.75;
        var second = 0.25 * 0.75 * 0.5 * 0.25;
        Assert.That(report.Baseline, Is.EqualTo(-(Math.Log(first) + Math.Log(second)) / 2).Within(1e-9));
        Assert.That(report.IsBaselineOfTraining, Is.True);
        Assert.That(report.BoundError, Is.Null);

        var own = Run(Tiny(false), [Bits(0)], null, 1, 1);
        Assert.That(own.Baseline, Is.EqualTo(-4 * Math.Log(2.0 / 3)).Within(1e-9));
        Assert.That(own.IsBaselineOfTraining, Is.False);
    }

    // Oracle: by hand. Each of the 256 pixels has one of 4 colours: (1 + 1) / (1 + 4) for that which was seen.
    [Test]
    public void Independent_pixels_of_a_palette_are_colours()
    {
        var picture = Pictures.Squares(1);
        var config = new DrawConfig
        {
            Width = 16, Height = 16, Output = "palette", Colours = 4, Palette = Pictures.Colours, Steps = 1, Size = 2,
            Latent = 1,
        };
        var report = Run(DrawModel.Create(config, 1), picture, null, 1, 1);
        Assert.That(report.Baseline, Is.EqualTo(-256 * Math.Log(0.4)).Within(1e-9));
    }

    [Test]
    public void A_palette_of_unknown_colours_is_refused()
    {
        var config = new DrawConfig { Width = 16, Height = 16, Output = "palette", Colours = 4, Steps = 1, Size = 2 };
        Assert.That(
            () => Run(DrawModel.Create(config, 1), Pictures.Squares(1), null, 1, 1),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("4 colours"));
    }

    private static DrawReport Run(
        DrawModel model, IReadOnlyList<LabelledPicture> pictures, IReadOnlyList<LabelledPicture>? training, int draws,
        int samples, ulong seed = 1, int threads = 1)
    {
        return new DrawEvaluation(model, pictures, training, draws, samples).Run(seed, threads, _ => { }, default);
    }

    /// <summary>Makes a network of one latent number a step, on which its pictures depend.</summary>
    private static DrawModel Tiny(bool learnedPrior, int steps = 1)
    {
        var config = new DrawConfig
        {
            Width = 4, Height = 1, Steps = steps, Size = 3, Latent = 1, Read = 0, Write = 0,
            LearnedPrior = learnedPrior,
        };
        var model = DrawModel.Create(config, 1);
        var rng = new Rng(7);
        for (var i = 0; i < model.Parameters.Count; i++)
        {
            for (var input = 0; input < model.Parameters[i].Inputs; input++)
            {
                foreach (ref var weight in model.Parameters[i].Row(input))
                {
                    weight = 0.5f * rng.Normal();
                }
            }

            model.Parameters[i].Changed();
        }

        return model;
    }

    /// <summary>Makes a picture of 4 x 1 pixels: bit 0 is the left one.</summary>
    private static LabelledPicture Bits(int bits)
    {
        var picture = new Picture(4, 1);
        for (var x = 0; x < 4; x++)
        {
            Pictures.Set(picture, x, 0, (bits >> x & 1) == 1 ? 0xFFFFFFFF : 0x000000FF);
        }

        return new LabelledPicture($"{bits}", picture, null);
    }

    private static double Exact(DrawModel model, int bits)
    {
        var steps = model.Network.Config.Steps;
        var points = steps == 1 ? 4001 : 41;
        var width = 2 * Edge / (points - 1);
        var all = (int)Math.Pow(points, steps);
        var weights = new double[all];
        var on = new CpuBackend();
        var state = model.Network.InitialState(on, all);
        for (var t = 0; t < steps; t++)
        {
            var noise = new float[all];
            for (var i = 0; i < all; i++)
            {
                noise[i] = (float)((width * (i / (int)Math.Pow(points, t) % points)) - Edge);
                weights[i] -= 0.5 * noise[i] * noise[i];
            }

            model.Network.Draw(on.From(noise, all, 1), ref state);
        }

        float[] image = [.. Enumerable.Range(0, all * 4).Select(i => (float)(bits >> i % 4 & 1))];
        var loss = model.Network.Reconstruction(on.From(image, all, 4), state);
        var sum = Enumerable.Range(0, all).Sum(i => Math.Exp(weights[i] - loss.Row(i)[0]));
        return Math.Log(sum) + (steps * Math.Log(width / Math.Sqrt(2 * Math.PI)));
    }
}
