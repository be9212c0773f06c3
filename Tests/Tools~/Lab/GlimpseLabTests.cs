using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests.Lab;

/// <summary>What finds digits by glimpses, what sees them whole, and how often both are wrong.</summary>
public sealed class GlimpseLabTests
{
    private const int Side = 20;
    private const int Filters = 12;
    private const int Units = 256;
    private const int Classes = 10;

    // Oracle: counting. Of the pictures 0 to 229, 77 numbers are multiples of 3, and 46 of 5.
    [Test]
    public void Errors_are_the_share_of_wrong_answers_each_time([Values(1, 2)] int perPicture)
    {
        const int Pictures = 230;
        byte[] labels = [.. Enumerable.Range(0, Pictures * perPicture).Select(i => (byte)(7 * i % Classes))];
        var digits = new SpelledDigits(new HandwrittenDigits(new byte[labels.Length][], labels), perPicture);
        double[] expected = [100 * 77 / 230.0, 100 * 46 / 230.0];
        Assert.That(new Speller().Errors(digits, new Rng(1)), Is.EqualTo(expected).Within(1e-9));
    }

    // Oracle: the paper's cell with the same weights, stepped here, and its output as a sum.
    [Test]
    public void Answers_come_after_as_many_glimpses_as_told()
    {
        const int Pictures = 3;
        var network = new GlimpsingNetwork(1, Side, [2, 5]);
        network.Parameters.Randomized(5, 0.2f);
        var parameters = new ParameterSet(2);
        var eye = new GlimpseCell(parameters, "eye", Side, Side, Filters, Units);
        parameters.Matrix("output.weight", Units, Classes);
        parameters.Row("output.bias", Classes);
        parameters.Randomized(5, 0.2f);

        var on = new CpuBackend();
        var images = on.From(Light(Pictures * Side * Side), Pictures, Side * Side);
        var said = network.Answer(images);
        Assert.That(said, Has.Count.EqualTo(2));
        Assert.That(Tensors.Distance(said[0].Values(), said[1].Values()), Is.GreaterThan(1e-3));
        var state = eye.InitialState(on, Pictures);
        for (var glimpse = 1; glimpse <= 5; glimpse++)
        {
            var hidden = eye.Step(images, ref state);
            if (glimpse is 2 or 5)
            {
                var answer = said[glimpse == 2 ? 0 : 1].Values();
                var expected = Enumerable.Range(0, Pictures)
                    .SelectMany(row => Linear(hidden.Row(row), parameters, "output")).ToArray();
                Assert.That(answer, Is.EqualTo(expected).Within(1e-5));
            }
        }
    }

    // Oracle: by hand. 12 filters over 20 pixels are 19 / 11 pixels apart.
    [Test]
    public void The_first_glimpse_is_of_the_whole_picture_and_sharper_than_filters_are_apart()
    {
        var eye = new GlimpsingNetwork(1, Side, [1]).Eye;
        var area = eye.AreaOf(eye.InitialState(new CpuBackend(), 1), 0);
        Assert.That(area.X, Is.EqualTo(10).Within(1e-4));
        Assert.That(area.Y, Is.EqualTo(10).Within(1e-4));
        Assert.That(area.Side, Is.EqualTo(12 * 19 / 11.0).Within(1e-4));
        Assert.That(area.Spread, Is.EqualTo(0.5 * 19 / 11).Within(1e-4));
    }

    // Oracle: the weights there are, and the two products of a glimpse: rows by columns by what is summed.
    [Test]
    public void The_cost_of_a_glimpse_is_that_of_its_products()
    {
        var parameters = new GlimpsingNetwork(1, Side, [1]).Parameters;
        var lstm = new[] { "eye.weight_ih", "eye.weight_hh" }.Select(name => Named(parameters, name));
        var weights = lstm.Sum(matrix => matrix.Inputs * matrix.Outputs);
        var products = (Filters * Side * Side) + (Filters * Filters * Side);
        Assert.That(GlimpsingNetwork.CostOf(Side), Is.EqualTo(weights + products));
    }

    // Oracle: 36 u + u² by hand, which is 205 for 5 units and 252 for 6.
    [TestCase(205, 5)]
    [TestCase(251, 5)]
    [TestCase(252, 6)]
    public void The_baseline_has_as_many_units_as_its_cost_allows(int cost, int units)
    {
        var second = Named(new PlainDigitNetwork(1, 6, cost).Parameters, "second.weight");
        Assert.That((second.Inputs, second.Outputs), Is.EqualTo((units, units)));
    }

    // Oracle: two layers of tanh and an output, as sums.
    [Test]
    public void The_baseline_answers_once_from_the_whole_picture()
    {
        var network = new PlainDigitNetwork(1, 6, 252);
        var parameters = network.Parameters.Randomized(5, 0.5f);
        var values = Light(36);
        var said = network.Answer(new CpuBackend().From(values, 1, 36)).Single();
        foreach (var layer in new[] { "first", "second" })
        {
            values = Array.ConvertAll(Linear(values, parameters, layer), value => MathF.Tanh(value));
        }

        Assert.That(said.Values(), Is.EqualTo(Linear(values, parameters, "output")).Within(1e-5));
    }

    // Oracle: equations 22 to 24 of the paper, by which the square is placed here, and a cell that is stepped here.
    [Test]
    public void The_gallery_frames_where_it_looks_and_shows_what_it_sees_there()
    {
        const int Pictures = 2;
        const int Glimpses = 3;
        var network = new GlimpsingNetwork(1, Side, [Glimpses]);
        var parameters = network.Parameters.Randomized(6, 0.1f);
        var bias = Named(parameters, "eye.glimpse.bias");
        float[] first = [0.1f, -0.2f, 0, -0.8f, 0];
        first.AsSpan().CopyTo(bias.Row(0));
        bias.Changed();

        var batch = new DigitBatch(Light(Pictures * Side * Side), new int[Pictures], Side);
        var charts = new GlimpseGallery(network, batch, Glimpses).Charts;
        double[,] places = charts[0].Grid!, seen = charts[1].Grid!;
        Assert.That(places, Has.Length.EqualTo(Pictures * Glimpses * Side * Side));
        Assert.That(seen, Has.Length.EqualTo(Pictures * Glimpses * Filters * Filters));
        var on = new CpuBackend();
        var images = on.From(batch.Pixels, Pictures, Side * Side);
        var state = network.Eye.InitialState(on, Pictures);
        for (var glimpse = 0; glimpse < Glimpses; glimpse++)
        {
            var look = network.Eye.Look(images, state);
            for (var row = 0; row < Pictures; row++)
            {
                var framed = Framed(images.Row(row), Linear(state.Hidden.Row(row), parameters, "eye.glimpse"));
                Assert.That(framed.Count(light => light == 1), Is.GreaterThan(12), "The frame is in the picture.");
                Assert.That(Part(places, row, glimpse, Side), Is.EqualTo(framed).Within(1e-6));
                var lights = look.Row(row).ToArray();
                double[] shades = [.. lights.Select(light => (double)light / lights.Max())];
                Assert.That(Part(seen, row, glimpse, Filters), Is.EqualTo(shades).Within(1e-6));
            }

            network.Eye.Step(images, ref state);
        }
    }

    /// <summary>Makes the pixels of pictures, by chance, none of them white.</summary>
    private static float[] Light(int count)
    {
        var rng = new Rng(4);
        return [.. Enumerable.Range(0, count).Select(_ => rng.Uniform())];
    }

    private static Parameter Named(ParameterSet parameters, string name)
    {
        return Enumerable.Range(0, parameters.Count).Select(i => parameters[i]).Single(one => one.Name == name);
    }

    private static float[] Linear(ReadOnlySpan<float> x, ParameterSet parameters, string name)
    {
        Parameter weight = Named(parameters, name + ".weight"), bias = Named(parameters, name + ".bias");
        var sums = new float[weight.Outputs];
        for (var output = 0; output < sums.Length; output++)
        {
            double sum = bias.Row(0)[output];
            for (var input = 0; input < x.Length; input++)
            {
                sum += (double)x[input] * weight.Row(input)[output];
            }

            sums[output] = (float)sum;
        }

        return sums;
    }

    /// <summary>Draws a picture at 0.6 of its light, and white what is within a pixel of a square's edge.</summary>
    private static double[] Framed(ReadOnlySpan<float> image, float[] placed)
    {
        // The paper counts pixels from 1, and the middle of the first is half a pixel from the corner.
        var x = ((Side + 1) / 2.0 * (placed[0] + 1)) - 0.5;
        var y = ((Side + 1) / 2.0 * (placed[1] + 1)) - 0.5;
        var half = Filters / 2.0 * (Side - 1) / (Filters - 1) * Math.Exp(placed[3]);
        var framed = new double[image.Length];
        for (var i = 0; i < framed.Length; i++)
        {
            var (right, down) = (Math.Abs((i % Side) + 0.5 - x), Math.Abs((i / Side) + 0.5 - y));
            var isInside = right <= half && down <= half;
            var isWithin = right <= half - 1 && down <= half - 1;
            framed[i] = isInside && !isWithin ? 1 : 0.6 * image[i];
        }

        return framed;
    }

    /// <summary>Gets one of the squares that a chart is made of.</summary>
    private static double[] Part(double[,] grid, int row, int column, int side)
    {
        return
        [
            .. Enumerable.Range(0, side * side).Select(
                i => grid[(row * side) + (i / side), (column * side) + (i % side)]),
        ];
    }

    /// <summary>Takes pixels for the logits of two answers, one after the other.</summary>
    private sealed class Speller() : DigitNetwork(1)
    {
        public override IReadOnlyList<Tensor> Answer(Tensor images)
        {
            return [images.Part(0, Classes), images.Part(Classes, Classes)];
        }
    }

    /// <summary>
    /// Pictures that spell their digits, but the first wrong in each third picture, and the second in each fifth.
    /// </summary>
    private sealed class SpelledDigits(HandwrittenDigits digits, int perPicture) : DigitPictures(digits)
    {
        private const int Width = 5;

        public override DigitBatch Make(IReadOnlyList<int> chosen, Rng rng)
        {
            var labels = Labels(chosen);
            var pixels = new float[labels.Length / perPicture * Width * Width];
            for (var picture = 0; picture < labels.Length / perPicture; picture++)
            {
                var number = chosen[picture * perPicture] / perPicture;
                for (var answer = 0; answer < 2; answer++)
                {
                    var isWrong = number % (answer == 0 ? 3 : 5) == 0;
                    var label = labels[(picture * perPicture) + (answer % perPicture)];
                    var logits = pixels.AsSpan((picture * Width * Width) + (answer * Classes), Classes);
                    logits[label] = 1;
                    logits[(label + 1) % Classes] = isWrong ? 2 : 0.5f;
                }
            }

            return new DigitBatch(pixels, labels, Width);
        }

        public override int PerPicture => perPicture;
    }
}
