using System.Reflection;
using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>A training that was not interrupted as the oracle of one that was, whatever is optimised.</summary>
public sealed class ObjectiveResumeTests
{
    // Every objective, raml by its rewards, and the settings that ask for it.
    private static readonly Dictionary<Type, (string Objective, string Reward)> cases = new()
    {
        [typeof(Likelihood)] = ("likelihood", "hamming"),
        [typeof(ScheduledSampling)] = ("scheduled-sampling", "hamming"),
        [typeof(ProfessorForcing)] = ("professor-forcing", "hamming"),
        [typeof(HammingReward)] = ("raml", "hamming"),
        [typeof(EditReward)] = ("raml", "edit"),
        [typeof(PitchReward)] = ("raml", "pitch"),
    };

    // Oracle: what the compiler knows of, where a reward draws around a truth; and what the settings allow.
    [Test]
    public void There_is_a_case_for_every_objective_and_reward()
    {
        var types = typeof(Objective).Assembly.GetTypes().Where(type => !type.IsAbstract
            && (type.IsSubclassOf(typeof(Objective)) || type.GetMethods().Any(IsDraw)));
        Assert.That(cases.Keys, Is.EquivalentTo(types));
        Assert.That(cases.Values, Is.EquivalentTo(
            TrainingConfig.OfEveryObjective.Select(config => (config.Objective, config.Reward))));

        static bool IsDraw(MethodInfo method) => method.Name == nameof(Reward.Draw)
            && method.GetParameters() is [var truth, var chance]
            && truth.ParameterType == method.ReturnType && chance.ParameterType == typeof(Rng);
    }

    [TestCaseSource(nameof(Cases))]
    public void Goes_on_to_the_same_bytes(Type objective, int stride)
    {
        using var folder = new TemporaryFolder();
        using var engines = new Engines();
        var rng = new Rng(4);
        var pieces = Enumerable.Range(0, 6)
            .Select(_ => Enumerable.Range(0, 100).Select(_ => rng.Below(9)).ToArray()).ToArray();
        var (name, reward) = cases[objective];
        var config = new TrainingConfig
        {
            Objective = name, Reward = reward, Size = 12, Layers = 2, Dropout = 0.2f, Batch = 6, Window = 16,
            Stride = stride, WarmUp = 2, CriticSize = 8, CriticWeight = 1, TruthSteps = 3,
        };
        SequenceTrainer New()
        {
            var lists = new TokenLists(10, pieces);
            var corpus = reward == "pitch" ? Music() : name == "raml"
                ? new RewardedCorpus(lists, Reward.ByName(reward, lists, config.RewardTemperature))
                : lists;
            return TokenLists.Trainer(corpus, config, reward == "pitch" ? corpus : lists, engines.New);
        }

        var whole = New();
        Assert.That(whole.Objective, Is.TypeOf(name == "raml" ? typeof(Likelihood) : objective));
        var begun = New();
        for (var i = 0; i < 9; i++)
        {
            Step(begun);
        }

        TrainingFile.Save(folder.File("half"), begun, new("origin"));
        var resumed = New();
        TrainingFile.Load(folder.File("half"), resumed, new("origin"));
        for (var i = 0; i < 20; i++)
        {
            Step(whole);
        }

        for (var i = 9; i < 20; i++)
        {
            Step(resumed);
        }

        TrainingFile.Save(folder.File("whole"), whole, new("origin"));
        TrainingFile.Save(folder.File("resumed"), resumed, new("origin"));
        Assert.That(
            File.ReadAllBytes(folder.File("resumed")), Is.EqualTo(File.ReadAllBytes(folder.File("whole"))));

        TokenCorpus Music() => new MusicCorpus(
            NoteCodec.ByName("score"), [new MusicPiece("a", Pieces.Melody(1, 150))], 1, 0,
            new PitchReward(config.RewardTemperature));

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

    private static IEnumerable<object[]> Cases()
    {
        return cases.Keys.SelectMany(objective => new[] { 0, 5 }.Select(stride => new object[] { objective, stride }));
    }
}
