using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>A training that was not interrupted as the oracle of one that was, whatever is optimised.</summary>
public sealed class ObjectiveResumeTests
{
    [Test]
    public void Goes_on_to_the_same_bytes(
        [Values("scheduled-sampling", "professor-forcing", "raml")] string objective)
    {
        using var folder = new TemporaryFolder();
        using var engines = new Engines();
        var rng = new Rng(4);
        var pieces = Enumerable.Range(0, 6)
            .Select(_ => Enumerable.Range(0, 100).Select(_ => rng.Below(9)).ToArray()).ToArray();
        var config = new TrainingConfig
        {
            Objective = objective, Size = 12, Layers = 2, Dropout = 0.2f, Batch = 6, Window = 16, WarmUp = 2,
            CriticSize = 8, CriticWeight = 1, TruthSteps = 3,
        };
        SequenceTrainer New()
        {
            var lists = new TokenLists(10, pieces);
            TokenCorpus corpus = objective == "raml"
                ? new RewardedCorpus(lists, Reward.ByName("edit", lists, 0.85))
                : lists;
            return TokenLists.Trainer(corpus, config, lists, engines.New);
        }

        var whole = New();
        var begun = New();
        for (var i = 0; i < 9; i++)
        {
            Step(begun);
        }

        TrainingFile.Save(folder.File("half"), begun, "origin");
        var resumed = New();
        TrainingFile.Load(folder.File("half"), resumed, "origin");
        for (var i = 0; i < 20; i++)
        {
            Step(whole);
        }

        for (var i = 9; i < 20; i++)
        {
            Step(resumed);
        }

        TrainingFile.Save(folder.File("whole"), whole, "origin");
        TrainingFile.Save(folder.File("resumed"), resumed, "origin");
        Assert.That(
            File.ReadAllBytes(folder.File("resumed")), Is.EqualTo(File.ReadAllBytes(folder.File("whole"))));

        // The gate is opened, so that what the critic says is part of what must go on.
        static void Step(SequenceTrainer trainer)
        {
            if (trainer.Professor is { } professor)
            {
                professor.Accuracy = Math.Max(professor.Accuracy, 0.8);
            }

            trainer.Step();
        }
    }
}
