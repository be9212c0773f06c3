namespace RnnGen.Training;

/// <summary>Represents a tune that networks learn by heart, to play it hearing nothing but themselves.</summary>
/// <remarks>
/// What comes next is known by the place in the tune alone, and a network of a few units learns it from the last
/// notes besides. By teacher forcing it never hears a wrong note, and loses its place behind one; by scheduled
/// sampling it learns to go on. Several networks each, as some learn late.
/// </remarks>
internal sealed class TuneByHeart
{
    private const int Notes = 4;
    private const int Length = 64;
    private const int Size = 16;
    private const int Players = 256;

    private readonly int[] tune;

    /// <param name="seed">What the tune is drawn from.</param>
    public TuneByHeart(ulong seed)
    {
        var rng = new Rng(seed);
        tune = [.. Enumerable.Range(0, Length).Select(_ => rng.Below(Notes))];
    }

    /// <summary>Lets networks learn by teacher forcing and by scheduled sampling, and play.</summary>
    /// <param name="trial">What the experiment is given.</param>
    /// <param name="done">The share of it that is done before.</param>
    /// <returns>How many of the notes are wrong, in %, from first to last.</returns>
    public (Curve Plain, Curve Sampled) Compare(Trial trial, double done)
    {
        var networks = trial.IsQuick ? 1 : 3;
        var steps = trial.IsQuick ? 1500 : 3000;
        var config = new TrainingConfig
        {
            Size = Size, Layers = 1, Dropout = 0, Batch = 32, Window = Length, Rate = 1e-2, Schedule = "cosine",
            Steps = steps, Epochs = 100_000, TruthDecay = "linear", TruthSteps = 2 * steps / 3, TruthLeast = 0,
        };
        var wrong = new[] { new double[Length], new double[Length] };
        var world = new TokenWorld(Notes, [.. Enumerable.Repeat(tune, 32)]);
        for (var i = 0; i < 2 * networks; i++)
        {
            var one = trial.Part(trial.Seed + (ulong)(i / 2));
            var network = TokenWorld.Train(
                world, config with { Objective = i % 2 == 0 ? "likelihood" : "scheduled-sampling" }, one,
                trainer => trial.Report(done + (1 - done) * (i + trainer.Done) / (2 * networks), "a tune by heart"));
            Play(world, network, new Rng(one.Seed), wrong[i % 2], 100.0 / (Players * networks));
        }

        double[] places = [.. Enumerable.Range(1, Length).Select(note => (double)note)];
        return (new Curve("teacher forcing", places, wrong[0]), new Curve("scheduled sampling", places, wrong[1]));
    }

    /// <summary>Gets the mean of the last quarter.</summary>
    public static double Late(Curve curve) => curve.Mean((3 * curve.Y.Count / 4)..);

    private void Play(TokenWorld world, SequenceNetwork network, Rng rng, double[] wrong, double each)
    {
        var on = new CpuBackend();
        var state = network.NewState(on, Players);
        var sampler = new Sampler(new SamplerOptions(), world.TokenCount);
        var heard = Enumerable.Repeat(world.StartToken, Players).ToArray();
        for (var t = 0; t < Length; t++)
        {
            on.NextStep();
            var scores = network.Step(on.OneHot(heard, world.TokenCount), state);
            heard = [.. Enumerable.Range(0, Players).Select(row => sampler.Next(scores.Row(row), rng))];
            wrong[t] += each * heard.Count(note => note != tune[t]);
        }
    }
}
