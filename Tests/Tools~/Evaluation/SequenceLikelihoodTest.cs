using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class SequenceLikelihoodTest
{
    private const int Tokens = 7;

    [Test]
    public void Equals_the_log_softmax_of_each_piece_heard_alone()
    {
        var rng = new Rng(8);
        var network = Network();
        var pieces = Enumerable.Range(0, 37)
            .Select(i => Enumerable.Range(0, 1 + rng.Below(30)).Select(_ => rng.Below(Tokens)).ToArray())
            .ToArray();

        var losses = SequenceLikelihood.Loss(network, 3, pieces, 2, _ => { }, CancellationToken.None);

        Assert.That(losses, Is.EqualTo(pieces.Select(piece => LossAlone(network, 3, piece))).Within(1e-4));
    }

    [Test]
    public void Does_not_depend_on_the_number_of_threads_and_tells_what_was_heard()
    {
        var pieces = Enumerable.Range(1, 40)
            .Select(i => Enumerable.Range(0, i).Select(t => t * i % Tokens).ToArray())
            .ToArray();
        var heard = 0L;

        var one = SequenceLikelihood.Loss(
            Network(), 0, pieces, 1, count => heard += count, CancellationToken.None);
        var four = SequenceLikelihood.Loss(Network(), 0, pieces, 4, _ => { }, CancellationToken.None);

        Assert.That(four, Is.EqualTo(one));
        Assert.That(heard, Is.EqualTo(pieces.Sum(piece => piece.Length)));
    }

    [Test]
    public void Can_be_cancelled()
    {
        Assert.That(
            () => SequenceLikelihood.Loss(Network(), 0, [[1, 2]], 1, _ => { }, new CancellationToken(true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static SequenceNetwork Network()
    {
        var config = new SequenceConfig { Inputs = Tokens, Outputs = Tokens, Size = 9, Layers = 2 };
        return SequenceNetwork.Create(config, new ParameterSet(4));
    }

    private static double LossAlone(SequenceNetwork network, int start, int[] piece)
    {
        var backend = new CpuBackend();
        var state = network.NewState(backend, 1);
        var loss = 0.0;
        for (var t = 0; t < piece.Length; t++)
        {
            backend.NextStep();
            var x = backend.OneHot(new[] { t == 0 ? start : piece[t - 1] }, Tokens);
            var scores = network.Step(x, state).Row(0).ToArray();
            loss += Math.Log(scores.Sum(score => Math.Exp(score))) - scores[piece[t]];
        }

        return loss;
    }
}
