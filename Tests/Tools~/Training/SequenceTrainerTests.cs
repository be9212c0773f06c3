using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Worlds whose best possible loss is known as the oracle of training.</summary>
public sealed class SequenceTrainerTests : IDisposable
{
    private static readonly TrainingConfig small = new()
    {
        Size = 24, Layers = 1, Dropout = 0, Batch = 8, Window = 16, Rate = 1e-2, WarmUp = 10, Epochs = 1000,
    };

    private TorchGradients? engine;

    public void Dispose() => engine?.Dispose();

    [Test]
    public void Reaches_the_entropy_of_a_Markov_chain_and_never_less()
    {
        double[][] chain = [[0.7, 0.2, 0.1], [0.1, 0.1, 0.8], [0.45, 0.5, 0.05]];
        var rng = new Rng(3);
        var validation = Walk(chain, 20_000, rng);
        var trainer = new TokenLists(4, Walk(chain, 40_000, rng)).Trainer(
            small, new TokenLists(4, validation), Engine);
        for (var i = 0; i < 400; i++)
        {
            trainer.Step();
        }

        // The first token comes from nowhere: its loss is what the chain cannot tell either.
        var best = 0.0;
        for (var t = 1; t < validation.Length; t++)
        {
            best -= Math.Log(chain[validation[t - 1]][validation[t]]) / validation.Length;
        }

        var loss = trainer.Validate();
        Assert.That(loss, Is.EqualTo(best).Within(0.01 * best));
        Assert.That(loss, Is.GreaterThan(best - 1e-3));
    }

    // Oracle: the tokens there are.
    [Test]
    public void Each_token_is_learned_once_in_an_epoch(
        [Values(1, 7, 16, 17, 31, 129, 1000)] int tokens, [Values(0, 1, 5, 16)] int stride,
        [Values("likelihood", "professor-forcing")] string objective)
    {
        int[][] pieces = [[.. Enumerable.Range(0, tokens).Select(t => t % 3)], [1, 2, 0]];
        var config = small with
        {
            Stride = stride, Objective = objective, Size = 4, CriticSize = 2, WarmUp = 10_000,
        };
        var trainer = new TokenLists(4, pieces).Trainer(config, new TokenLists(4, pieces), Engine);
        var learned = trainer.Step().Tokens;
        while (true)
        {
            var step = trainer.Step();
            if (trainer.Epoch > 0)
            {
                break;
            }

            learned += step.Tokens;
            Assert.That(step.Loss, Is.EqualTo(Math.Log(4)).Within(0.5), "The mean of a token, however few.");
        }

        Assert.That(learned, Is.EqualTo(tokens + 3));
    }

    [Test]
    public void Begins_with_the_loss_of_a_uniform_guess()
    {
        const int Tokens = 50;
        var rng = new Rng(1);
        var piece = Enumerable.Range(0, 3000).Select(_ => rng.Below(Tokens)).ToArray();
        var trainer = new TokenLists(Tokens, piece).Trainer(small, new TokenLists(Tokens, piece), Engine);
        Assert.That(trainer.Validate(), Is.EqualTo(Math.Log(Tokens)).Within(0.02 * Math.Log(Tokens)));
    }

    [Test]
    public void Learns_one_batch_by_heart(
        [ValueSource(typeof(SequenceConfig), nameof(SequenceConfig.Cells))] string cell)
    {
        var rng = new Rng(2);
        var pieces = Enumerable.Range(0, 4)
            .Select(row => new[] { row }.Concat(Enumerable.Range(0, 11).Select(_ => rng.Below(6))).ToArray())
            .ToArray();
        var config = small with { Cell = cell, Size = 48, Batch = 4, Window = 12, Rate = 2e-2 };
        var trainer = new TokenLists(7, pieces).Trainer(config, new TokenLists(7, pieces), Engine);
        var first = trainer.Step().Loss;
        for (var i = 0; i < 400; i++)
        {
            trainer.Step();
        }

        // Which piece begins is the one thing that cannot be foreseen: 1 of 4, once in 12 tokens.
        Assert.That(trainer.Step().Loss, Is.EqualTo(Math.Log(4) / 12).Within(0.01 * first));
    }

    [TestCase("adam", "plateau")]
    [TestCase("adamw", "cosine")]
    [TestCase("rmsprop", "constant")]
    [TestCase("rmsprop", "plateau")]
    [TestCase("sgd", "cosine")]
    [TestCase("muon", "cosine")]
    public void Goes_on_to_the_same_bytes(string optimiser, string schedule)
    {
        var rng = new Rng(4);
        var pieces = Enumerable.Range(0, 9)
            .Select(_ => Enumerable.Range(0, 50 + rng.Below(400)).Select(_ => rng.Below(9)).ToArray())
            .ToArray();
        var config = small with
        {
            Layers = 2, Dropout = 0.3f, Patience = 1, Optimiser = optimiser, Schedule = schedule, Steps = 250,
        };
        SequenceTrainer New() => new TokenLists(10, pieces[2..]).Trainer(
            config, new TokenLists(10, pieces[..2]), Engine);
        using var folder = new TemporaryFolder();
        var whole = New();
        Advance(whole, 200);
        TrainingFile.Save(folder.File("whole"), whole, new("origin"));

        var first = New();
        Advance(first, 100);
        TrainingFile.Save(folder.File("half"), first, new("origin"));
        var second = New();
        TrainingFile.Load(folder.File("half"), second, new("origin"));
        TrainingFile.Save(folder.File("half again"), second, new("origin"));
        Advance(second, 100);
        TrainingFile.Save(folder.File("two halves"), second, new("origin"));

        Assert.That(Bytes("half again"), Is.EqualTo(Bytes("half")));
        Assert.That(Bytes("two halves"), Is.EqualTo(Bytes("whole")));
        Assert.That(second.Epoch, Is.GreaterThan(first.Epoch), "The second half begins another epoch.");

        byte[] Bytes(string name) => File.ReadAllBytes(folder.File(name));
    }

    [Test]
    public void Goes_on_with_a_training_that_version_0_1_0_saved()
    {
        int[] piece = [.. Enumerable.Range(0, 300).Select(t => t % 3)];
        var trainer = new TokenLists(4, piece).Trainer(small, new TokenLists(4, piece), Engine);
        var file = new Checkpoint();
        file.Add(trainer.Parameters);
        foreach (var prefix in new[] { "adam.mean/", "adam.square/" })
        {
            for (var i = 0; i < trainer.Parameters.Count; i++)
            {
                var (inputs, outputs) = (trainer.Parameters[i].Inputs, trainer.Parameters[i].Outputs);
                var values = Enumerable.Repeat((float)(prefix.Length + i), inputs * outputs).ToArray();
                file.Add(prefix + trainer.Parameters[i].Name, values, inputs, outputs);
            }
        }

        file.Add("carried/state", trainer.Carried, trainer.Carried.Length);
        file.Metadata["training"] =
            """
            {"origin":"o","seed":5,"steps":8,"epoch":0,"window":2,"adamSteps":7,"chance":[1,2,3,4],
             "bestLoss":"Infinity","sinceBest":0,"plateauFactor":0.5,"skipped":1,"skippedInRow":0,
             "clippingFactor":1}
            """;
        using var folder = new TemporaryFolder();
        file.Save(folder.File("saved"));
        Assert.That(TrainingFile.Load(folder.File("saved"), trainer, new("o", "network", "from")), Is.Null);
        Assert.That(trainer.Steps, Is.EqualTo(8));
        Assert.That(trainer.Optimiser.Steps, Is.EqualTo(7));
        var (mean, square) = (trainer.Optimiser.Moments[0].Values, trainer.Optimiser.Moments[1].Values);
        Assert.That(mean[1].ToArray(), Is.All.EqualTo("adam.mean/".Length + 1));
        Assert.That(square[2].ToArray(), Is.All.EqualTo("adam.square/".Length + 2));
        trainer.Step();
        Assert.That(trainer.Optimiser.Steps, Is.EqualTo(8));
    }

    [Test]
    public void Ends_after_the_steps_that_are_set_with_the_rate_at_its_floor()
    {
        int[] piece = [.. Enumerable.Range(0, 300).Select(t => t % 3)];
        var config = small with { Schedule = "cosine", Steps = 400, WarmUp = 0 };
        var trainer = new TokenLists(4, piece).Trainer(config, new TokenLists(4, piece), Engine);
        var rates = new List<double>();
        while (!trainer.IsOver)
        {
            rates.Add(trainer.Step().Rate);
        }

        Assert.That(rates, Has.Count.EqualTo(400).And.Ordered.Descending);
        Assert.That(rates[0], Is.EqualTo(config.Rate));
        Assert.That(rates[^1], Is.EqualTo(0.01 * config.Rate).Within(1e-4 * config.Rate));
        Assert.That(trainer.Done, Is.EqualTo(1));
    }

    // Oracle: the same training, which never validated. One piece in validation leaves fewer rows than are trained.
    [TestCase(1, 300)]
    [TestCase(1, 7)]
    [TestCase(20, 50)]
    public void Validation_leaves_no_trace(int pieces, int length)
    {
        const int Tokens = 6;
        var rng = new Rng(4);
        int[] Piece(int count) => [.. Enumerable.Range(0, count).Select(_ => rng.Below(Tokens - 1))];
        var training = new TokenLists(Tokens, Piece(2000));
        var validation = new TokenLists(Tokens, [.. Enumerable.Range(0, pieces).Select(_ => Piece(length))]);
        var config = small with { Layers = 2 };
        List<TapeGradients> engines = [];
        SequenceTrainer Trainer() => training.Trainer(config, validation, set =>
        {
            engines.Add(new TapeGradients(set, 1));
            return engines[^1];
        });
        SequenceTrainer validating = Trainer(), other = Trainer();
        for (var step = 0; step < 6; step++)
        {
            Assert.That(validating.Step().Loss, Is.EqualTo(other.Step().Loss));
            validating.Validate();
        }

        engines.ForEach(one => one.Dispose());
    }

    [Test]
    public void Does_not_go_on_with_other_data()
    {
        int[] piece = [1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0];
        var trainer = new TokenLists(4, piece).Trainer(small, new TokenLists(4, piece), Engine);
        using var folder = new TemporaryFolder();
        TrainingFile.Save(folder.File("saved"), trainer, new("data a"));
        Assert.That(
            () => TrainingFile.Load(folder.File("saved"), trainer, new("data b")),
            Throws.TypeOf<InvalidDataException>()
                .With.Message.Contains("data a").And.Message.Contains("data b"));
    }

    private static void Advance(SequenceTrainer trainer, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            trainer.Step();
            if (trainer.Steps % 40 == 0)
            {
                trainer.Validate();
            }
        }
    }

    private static int[] Walk(double[][] chain, int length, Rng rng)
    {
        var walk = new int[length];
        for (var t = 1; t < length; t++)
        {
            var coin = rng.Uniform() - chain[walk[t - 1]][0];
            while (coin >= 0 && walk[t] < chain.Length - 1)
            {
                coin -= (float)chain[walk[t - 1]][++walk[t]];
            }
        }

        return walk;
    }

    private GradientEngine Engine(ParameterSet parameters)
    {
        engine?.Dispose();
        return engine = new TorchGradients(parameters, threads: 1);
    }
}
