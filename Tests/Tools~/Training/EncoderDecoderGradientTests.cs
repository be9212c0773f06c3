using NUnit.Framework;

namespace RnnGen.Tools.Tests;

/// <summary>Finite differences, and libtorch, as the oracles of gradients from the target back to the source.</summary>
public class EncoderDecoderGradientTests
{
    private const int Tokens = 4;

    [Test]
    public void Of_reading_and_saying([Values("none", "additive", "general", "dot")] string attention)
    {
        var (parameters, loss) = Case(attention);
        FiniteDifferences.Check(parameters, [], loss);
        TapeGradientTests.Compare(parameters, loss, 1e-4);
    }

    private static (ParameterSet Parameters, Func<Backend, Tensor> Loss) Case(string attention)
    {
        var parameters = new ParameterSet(1);
        var network = EncoderDecoder.Create(
            new EncoderDecoderConfig
            {
                SourceTokens = Tokens,
                TargetTokens = Tokens,
                Embedding = 3,
                Size = 4,
                Layers = attention == "none" ? 2 : 1,
                Attention = attention,
                IsReversed = attention == "none",
            },
            parameters);
        parameters.Randomized(4, 0.7f);
        return (parameters, on =>
        {
            var state = network.Read(on, [[1, 2, 3], [3], [0, 1]]);
            var first = network.Step(on.OneHot(new[] { 0, 0, 0 }, Tokens), state).CrossEntropy(new[] { 1, 2, 3 });
            return first + network.Step(on.OneHot(new[] { 1, 2, 3 }, Tokens), state).CrossEntropy(new[] { 3, -1, 0 });
        });
    }
}
