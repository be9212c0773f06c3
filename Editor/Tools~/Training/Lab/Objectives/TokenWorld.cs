namespace RnnGen.Training;

/// <summary>Represents pieces made by rule, on which small networks show what an objective does.</summary>
/// <param name="tokens">The number of different tokens of the pieces; one more begins each.</param>
/// <param name="pieces">The pieces.</param>
internal sealed class TokenWorld(int tokens, int[][] pieces) : TokenCorpus
{
    /// <summary>Trains a network on pieces until the settings say that it is over, or the trial.</summary>
    /// <param name="corpus">The pieces.</param>
    /// <param name="config">The settings.</param>
    /// <param name="trial">Where chance starts, and how much time there is.</param>
    /// <param name="watch">Is shown the training after each step.</param>
    public static SequenceNetwork Train(
        TokenCorpus corpus, TrainingConfig config, Trial trial, Action<SequenceTrainer> watch)
    {
        return Train(corpus, config, trial, (trainer, _) => watch(trainer));
    }

    /// <inheritdoc cref="Train(TokenCorpus, TrainingConfig, Trial, Action{SequenceTrainer})"/>
    public static SequenceNetwork Train(
        TokenCorpus corpus, TrainingConfig config, Trial trial, Action<SequenceTrainer, TrainingStep> watch)
    {
        var parameters = new ParameterSet(trial.Seed);
        var network = SequenceNetwork.Create(
            new SequenceConfig
            {
                Cell = config.Cell, Inputs = corpus.TokenCount, Outputs = corpus.TokenCount, Size = config.Size,
                Layers = config.Layers,
            },
            parameters);
        var trainer = new SequenceTrainer(
            network, parameters, config, corpus, corpus, trial.Seed, set => new TapeGradients(set, trial.Threads));
        using var engine = trainer.Engine;
        while (!trainer.IsOver && !trial.IsOver)
        {
            var step = trainer.Step();
            watch(trainer, step);
        }

        return network;
    }

    /// <summary>Computes what a network says behind some tokens.</summary>
    /// <returns>The probabilities of the next.</returns>
    public float[] Say(SequenceNetwork network, params int[] heard)
    {
        var backend = new CpuBackend();
        var state = network.NewState(backend, 1);
        var scores = network.Step(backend.OneHot(new[] { StartToken }, TokenCount), state);
        foreach (var token in heard)
        {
            backend.NextStep();
            scores = network.Step(backend.OneHot(new[] { token }, TokenCount), state);
        }

        return scores.Softmax().Row(0).ToArray();
    }

    public override int[] Read(int index, Rng? variation) => pieces[index];

    public override int Count => pieces.Length;

    public override int TokenCount => tokens + 1;

    public override int StartToken => tokens;
}
