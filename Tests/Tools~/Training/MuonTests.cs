using NUnit.Framework;
using RnnGen.Training;
using TorchSharp;

namespace RnnGen.Tools.Tests;

/// <summary>The singular values of torch, in double precision, as the oracle of directions and steps.</summary>
public class MuonTests
{
    private const double Rate = 0.01;
    private const double WeightDecay = 0.1;

    // The wide ones are cut into gates of an LSTM, into blocks that differ by a column, and into single columns.
    [TestCase(6, 24, 4)]
    [TestCase(7, 20, 3)]
    [TestCase(1, 5, 5)]
    [TestCase(40, 17, 1)]
    [TestCase(33, 33, 1)]
    public void Moves_each_block_along_its_orthogonalised_momentum(int inputs, int outputs, int blocks)
    {
        var parameters = new ParameterSet(1);
        parameters.Matrix("w", inputs, outputs);
        var muon = new Muon(parameters, WeightDecay);
        var size = 0.2 * Math.Sqrt(inputs) * Rate;
        long[] cuts = [.. Enumerable.Range(1, blocks - 1).Select(i => (long)outputs * i / blocks)];
        var expected = Matrix(WeightVector.Of(parameters)[0]);
        var mean = torch.zeros_like(expected);
        var rng = new Rng(3);
        for (var step = 0; step < 3; step++)
        {
            var gradients = Random(parameters, rng);
            muon.Step(gradients, Rate);
            var gradient = Matrix(gradients[0]);
            mean = mean * 0.95 + gradient * 0.05;
            var ahead = mean * 0.95 + gradient * 0.05;
            var direction = torch.cat([.. ahead.tensor_split(cuts, 1).Select(Orthogonalised)], 1);
            expected = expected * (1 - Rate * WeightDecay) - direction * size;
        }

        var distance = (Matrix(WeightVector.Of(parameters)[0]) - expected).abs().max().ToDouble();
        Assert.That(distance, Is.Not.NaN.And.LessThan(1e-3 * size));

        torch.Tensor Matrix(ReadOnlySpan<float> values)
        {
            return torch.tensor(values.ToArray(), torch.float64).reshape(inputs, outputs);
        }
    }

    [Test]
    public void Brings_singular_values_near_one()
    {
        var rng = new Rng(5);
        foreach (var (rows, columns) in new[] { (3, 3), (16, 16), (65, 33), (300, 256) })
        {
            var matrix = Tensors.Normal(rng, rows * columns);
            new Orthogonalisation(rows, columns).Apply(matrix);
            var values = torch.linalg.svdvals(torch.tensor(matrix).reshape(rows, columns)).data<float>().ToArray();
            Assert.That(values, Is.All.LessThan(1.25f));
            Assert.That(values.SkipLast(columns / 10), Is.All.GreaterThan(0.65f), $"{rows} x {columns}");
        }
    }

    // A row of 70,000 columns from 2 inputs: its blocks number more than their widths multiply to in 32 bits.
    [Test]
    public void Cuts_wide_matrices_whole()
    {
        var parameters = new ParameterSet(1);
        parameters.Matrix("w", 2, 70_000);
        var before = WeightVector.Of(parameters)[0].ToArray();
        new Muon(parameters).Step(Random(parameters, new Rng(3)), Rate);
        var moved = WeightVector.Of(parameters)[0].ToArray();
        Assert.That(moved, Has.None.NaN);
        Assert.That(before.Zip(moved).Count(pair => pair.First == pair.Second), Is.LessThan(100));
    }

    [Test]
    public void Leaves_zeros()
    {
        var matrix = new float[12];
        new Orthogonalisation(4, 3).Apply(matrix);
        Assert.That(matrix, Is.All.Zero);
    }

    [Test]
    public void Moves_biases_as_Adam_does()
    {
        ParameterSet[] sets = [new(1), new(1)];
        Optimiser[] optimisers = [.. sets.Select((set, i) =>
        {
            set.Row("b", 37, -1, 1);
            return i == 0 ? new Muon(set, WeightDecay) : new Adam(set);
        })];
        for (var step = 0; step < 3; step++)
        {
            for (var i = 0; i < 2; i++)
            {
                optimisers[i].Step(Random(sets[i], new Rng((ulong)step)), Rate);
            }
        }

        Assert.That(sets[0][0].Row(0).ToArray(), Is.EqualTo(sets[1][0].Row(0).ToArray()));
    }

    [Test]
    public void Gets_the_same_bits_on_any_number_of_threads()
    {
        float[][] weights = [.. new[] { 0, 1, 3 }.Select(threads =>
        {
            var parameters = new ParameterSet(1);
            parameters.Matrix("w", 20, 80);
            parameters.Row("b", 80);
            var muon = new Muon(parameters);
            using var engine = threads > 0 ? new TapeGradients(parameters, threads) : null;
            for (var step = 0; step < 3; step++)
            {
                muon.Step(Random(parameters, new Rng((ulong)step)), Rate, engine);
            }

            var moved = WeightVector.Of(parameters);
            return (float[])[.. moved[0], .. moved[1]];
        })];
        Assert.That(weights[1], Is.EqualTo(weights[0]));
        Assert.That(weights[2], Is.EqualTo(weights[0]));
    }

    /// <summary>U f(S) Vᵀ, where f is what five iterations make of each singular value.</summary>
    private static torch.Tensor Orthogonalised(torch.Tensor matrix)
    {
        var (u, s, v) = torch.linalg.svd(matrix, fullMatrices: false);
        s /= s.norm();
        for (var i = 0; i < 5; i++)
        {
            s = 3.4445 * s - 4.7750 * s.pow(3) + 2.0315 * s.pow(5);
        }

        return u.mul(s).matmul(v);
    }

    private static WeightVector Random(ParameterSet parameters, Rng rng)
    {
        var gradients = new WeightVector(parameters);
        for (var i = 0; i < gradients.Count; i++)
        {
            Tensors.Normal(rng, gradients[i].Length).CopyTo(gradients[i]);
        }

        return gradients;
    }
}
