using System.Runtime.InteropServices;

namespace RnnGen.Training;

/// <summary>
/// Represents 88 logistic regressions on the 88 keys of the previous frame: what can be known without memory.
/// </summary>
/// <remarks>
/// Fitted to its minimum by Newton's method, with a penalty of ½ |w|² that keeps the weights of keys that
/// never sound finite. Frames recur, so the transitions are first gathered by previous frame.
/// </remarks>
public sealed class LogisticBaseline : FrameBaseline
{
    private const int Inputs = PianoRoll.Keys + 1;
    private const double Penalty = 1;
    private const double Tolerance = 1e-6;
    private const int Bias = PianoRoll.Keys;

    private readonly double[][] weights = new double[PianoRoll.Keys][];

    private LogisticBaseline(List<Transition> transitions)
    {
        for (var key = 0; key < PianoRoll.Keys; key++)
        {
            weights[key] = Minimize(transitions, key);
        }
    }

    /// <summary>Fits the regressions to the frames 2 to T of songs.</summary>
    public static LogisticBaseline Fit(IReadOnlyList<PianoRoll> songs)
    {
        ArgumentNullException.ThrowIfNull(songs);
        var indexes = new Dictionary<UInt128, int>();
        var transitions = new List<Transition>();
        foreach (var song in songs)
        {
            for (var t = 1; t < song.Length; t++)
            {
                ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    indexes, Mask(song[t - 1]), out var known);
                if (!known)
                {
                    index = transitions.Count;
                    transitions.Add(new Transition([.. song[t - 1], Bias]));
                }

                transitions[index].Add(song[t]);
            }
        }

        return new LogisticBaseline(transitions);
    }

    /// <inheritdoc/>
    public override void Predict(ReadOnlySpan<byte> previous, Span<double> logits)
    {
        for (var key = 0; key < PianoRoll.Keys; key++)
        {
            logits[key] = weights[key][Bias];
            foreach (var input in previous)
            {
                logits[key] += weights[key][input];
            }
        }
    }

    private static UInt128 Mask(ReadOnlySpan<byte> keys)
    {
        UInt128 mask = 0;
        foreach (var key in keys)
        {
            mask |= UInt128.One << key;
        }

        return mask;
    }

    private static double[] Minimize(List<Transition> transitions, int key)
    {
        var w = new double[Inputs];
        var trial = new double[Inputs];
        var loss = Loss(transitions, key, w);
        while (true)
        {
            var step = NewtonStep(transitions, key, w);
            var fraction = 1.0;
            double next;
            do
            {
                for (var i = 0; i < Inputs; i++)
                {
                    trial[i] = w[i] - fraction * step[i];
                }

                next = Loss(transitions, key, trial);
                fraction /= 2;
            }
            while (next > loss && fraction > Tolerance);
            if (next > loss - Tolerance * Math.Max(1, loss))
            {
                return w;
            }

            (w, trial) = (trial, w);
            loss = next;
        }
    }

    private static double Loss(List<Transition> transitions, int key, double[] w)
    {
        var loss = 0.0;
        foreach (var transition in transitions)
        {
            var z = transition.Logit(w);
            loss += transition.Count * Softplus(z) - transition.Next[key] * z;
        }

        return loss + Penalty / 2 * w.Sum(x => x * x);
    }

    /// <summary>Solves H s = g for the gradient g and the Hessian H of the penalized loss.</summary>
    private static double[] NewtonStep(List<Transition> transitions, int key, double[] w)
    {
        var hessian = new double[Inputs, Inputs];
        var gradient = new double[Inputs];
        for (var i = 0; i < Inputs; i++)
        {
            hessian[i, i] = Penalty;
            gradient[i] = Penalty * w[i];
        }

        foreach (var transition in transitions)
        {
            var p = 1 / (1 + Math.Exp(-transition.Logit(w)));
            var slope = transition.Count * p - transition.Next[key];
            var curvature = transition.Count * p * (1 - p);
            foreach (var i in transition.Inputs)
            {
                gradient[i] += slope;
                foreach (var j in transition.Inputs)
                {
                    hessian[i, j] += curvature;
                }
            }
        }

        SolveInPlace(hessian, gradient);
        return gradient;
    }

    /// <summary>Solves a x = b by Cholesky's factors of a, a positive definite matrix.</summary>
    private static void SolveInPlace(double[,] a, double[] b)
    {
        var n = b.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = a[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= a[i, k] * a[j, k];
                }

                a[i, j] = i == j ? Math.Sqrt(sum) : sum / a[j, j];
            }

            for (var k = 0; k < i; k++)
            {
                b[i] -= a[i, k] * b[k];
            }

            b[i] /= a[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
            {
                b[i] -= a[k, i] * b[k];
            }

            b[i] /= a[i, i];
        }
    }

    /// <inheritdoc/>
    public override string Name => "logistic regression on the previous frame";

    /// <summary>A previous frame, how often it came, and how often each key sounded next.</summary>
    private sealed class Transition(byte[] inputs)
    {
        public void Add(ReadOnlySpan<byte> next)
        {
            Count++;
            foreach (var key in next)
            {
                Next[key]++;
            }
        }

        public double Logit(double[] w)
        {
            var z = 0.0;
            foreach (var input in Inputs)
            {
                z += w[input];
            }

            return z;
        }

        public byte[] Inputs { get; } = inputs;

        public int[] Next { get; } = new int[PianoRoll.Keys];

        public int Count { get; private set; }
    }
}
