namespace RnnGen.Training;

/// <summary>How far truncated gradients are off the whole one, by window (k2) and stride (k1).</summary>
/// <remarks>
/// Of one network that has learned nothing yet, on one stream of tokens in which each follows from the last two:
/// the gradients of all windows, added, beside that of the stream as a whole.
/// </remarks>
internal sealed class Truncation() : Experiment(
    "truncation", "Truncated back-propagation through time",
    "The longer the window the truer the gradient, and windows that overlap are truer for their length.", 0.1)
{
    private const int Tokens = 8;
    private const int Length = 192;
    private const int Size = 24;
    private const int Window = 16;

    public override Findings Run(Trial trial)
    {
        var parameters = new ParameterSet(trial.Seed);
        var config = new SequenceConfig
        {
            Cell = "gru-reset-after", Inputs = Tokens, Outputs = Tokens, Size = Size, Layers = 1,
        };
        var network = SequenceNetwork.Create(config, parameters);
        using var engine = new TapeGradients(parameters, trial.Threads);
        var piece = Piece(new Rng(trial.Seed));
        var streams = TokenStreams.Pack([piece], 0, rows: 1);
        var whole = new WeightVector(parameters);
        engine.Differentiate(on => on == engine.Backends[0] ? WholeLoss(on) : null, 1, whole);
        int[] windows = [1, 2, 4, 8, 16, 32, 64, Length];
        Curve[] curves =
        [
            Off("k1 = k2", k2 => k2),
            Off("k1 = k2 / 4", k2 => Math.Max(1, k2 / 4)),
            Off("k1 = 1", _ => 1),
        ];
        double At(int curve) => curves[curve].Y[Array.IndexOf(windows, Window)];
        List<Figure> figures =
        [
            new("% off with one window of all steps", curves[0].Y[^1], Bound.AtMost(1e-3)) { Published = 0 },
            new($"% off, k1 = k2 = {Window}", At(0), Bound.AtMost(curves[0].Y[0] / 2))
            {
                Baseline = curves[0].Y[0], Note = "baseline: a window of 1",
            },
            new($"% off, k1 = 1, k2 = {Window}", At(2), Bound.AtMost(At(0)))
            {
                Baseline = At(0), Note = "baseline: k1 = k2",
            },
        ];
        return new Findings(
            figures, [new Chart("Truncated gradients", "window k2 (log₂)", "% off the whole gradient", curves)]);

        Curve Off(string name, Func<int, int> strideOf)
        {
            var off = windows.Select(window =>
            {
                var gradient = Gradient(window, window == Length ? Length : strideOf(window));
                var difference = 0.0;
                for (var i = 0; i < gradient.Count; i++)
                {
                    difference += gradient[i].ToArray().Zip(whole[i].ToArray(), (a, b) => Math.Pow(a - b, 2)).Sum();
                }

                return 100 * Math.Sqrt(difference) / whole.Norm();
            });
            return new Curve(name, [.. windows.Select(window => Math.Log2(window))], [.. off]);
        }

        // Without windows, token by token.
        Tensor WholeLoss(Backend on)
        {
            var state = network.NewState(on, 1);
            Tensor? sum = null;
            for (var t = 0; t < Length; t++)
            {
                var heard = on.OneHot(new[] { t == 0 ? 0 : piece[t - 1] }, Tokens);
                var loss = network.Step(heard, state).CrossEntropy(new[] { piece[t] });
                sum = sum is null ? loss : sum + loss;
            }

            return sum!;
        }

        WeightVector Gradient(int window, int stride)
        {
            var state = new SpreadState(network, engine, 1);
            var (part, sum) = (new WeightVector(parameters), new WeightVector(parameters));
            for (var first = 0; first + window <= Length; first += stride)
            {
                var overlap = new Overlap(first == 0 ? 0 : window - stride, window - stride);
                engine.Differentiate(
                    on => streams.Loss(network, state, on, first, window, null, overlap), 1, part);
                for (var i = 0; i < part.Count; i++)
                {
                    for (var k = 0; k < part[i].Length; k++)
                    {
                        sum[i][k] += part[i][k];
                    }
                }
            }

            return sum;
        }
    }

    /// <summary>Makes tokens of which each follows, three times in four, from the last two.</summary>
    private static int[] Piece(Rng rng)
    {
        var piece = new int[Length];
        for (var t = 0; t < Length; t++)
        {
            var next = t < 2 ? 1 : (piece[t - 1] + 3 * piece[t - 2]) % Tokens;
            piece[t] = rng.Below(4) > 0 ? next : rng.Below(Tokens);
        }

        return piece;
    }
}
