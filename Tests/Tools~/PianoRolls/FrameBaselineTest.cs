using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public sealed class FrameBaselineTest
{
    // Key 0 sounds in every second frame, key 1 in all; ten transitions.
    private static readonly PianoRoll blinking =
        new([.. Enumerable.Range(0, 11).Select(t => t % 2 == 0 ? new byte[] { 0, 1 } : [1])]);

    [Test]
    public void Key_frequencies_are_counts_with_a_half_added()
    {
        var baseline = KeyBaseline.Frequencies([blinking]);

        var logits = Predict(baseline, []);
        Assert.That(Probability(logits[0]), Is.EqualTo(5.5 / 11).Within(1e-12));
        Assert.That(Probability(logits[1]), Is.EqualTo(10.5 / 11).Within(1e-12));
        Assert.That(Probability(logits[2]), Is.EqualTo(0.5 / 11).Within(1e-12));
        Assert.That(Predict(baseline, [0, 1]), Is.EqualTo(logits));
    }

    [Test]
    public void A_chain_per_key_learns_what_follows_sound_and_silence()
    {
        var baseline = KeyBaseline.Markov([blinking]);

        Assert.That(Probability(Predict(baseline, [1])[0]), Is.EqualTo(5.5 / 6).Within(1e-12));
        Assert.That(Probability(Predict(baseline, [0, 1])[0]), Is.EqualTo(0.5 / 6).Within(1e-12));
        Assert.That(Probability(Predict(baseline, [0, 1])[1]), Is.EqualTo(10.5 / 11).Within(1e-12));
    }

    [Test]
    public void Repeating_has_one_error_rate_for_sound_and_one_for_silence()
    {
        var baseline = KeyBaseline.Repeat([blinking]);

        // 15 times a key sounded a frame ago, and 10 times it did again; 865 silences of 880 - 15, 5 of them
        // ended.
        var logits = Predict(baseline, [7]);
        Assert.That(Probability(logits[7]), Is.EqualTo(10.5 / 16).Within(1e-12));
        logits[7] = logits[8];
        Assert.That(logits.Select(Probability), Is.All.EqualTo(5.5 / 866).Within(1e-12));
    }

    [Test]
    public void The_score_is_the_log_likelihood_of_frames_2_to_T_over_their_number()
    {
        var baseline = KeyBaseline.Frequencies([blinking]);
        PianoRoll[] songs = [new([[5], [0], [1]]), new([[0, 1]]), new([[3], []])];

        // Written out with probabilities: log(1 - p) for 86 or 88 keys that stay silent.
        var none = Math.Log(5.5 / 11) + Math.Log(0.5 / 11) + 86 * Math.Log(10.5 / 11);
        var key0 = Math.Log(5.5 / 11) + Math.Log(0.5 / 11) + 86 * Math.Log(10.5 / 11);
        var key1 = Math.Log(5.5 / 11) + Math.Log(10.5 / 11) + 86 * Math.Log(10.5 / 11);
        Assert.That(baseline.Score(songs), Is.EqualTo(-(none + key0 + key1) / 3).Within(1e-9));
    }

    [Test]
    public void Logistic_regression_on_one_key_is_a_chain_when_the_data_outweighs_its_penalty()
    {
        var rng = new Rng(5);
        var frames = Enumerable.Range(0, 50_000).Select(t => rng.Uniform() < 0.3f ? new byte[] { 9 } : []);
        var song = new PianoRoll([.. frames]);

        var logistic = LogisticBaseline.Fit([song]);
        var chain = KeyBaseline.Markov([song]);

        foreach (var previous in new byte[][] { [], [9] })
        {
            Assert.That(Predict(logistic, previous)[9], Is.EqualTo(Predict(chain, previous)[9]).Within(1e-3));
        }
    }

    // The figures of a program by another hand that trained by stochastic gradients: a minimum is not above
    // them.
    [TestCase("JSB_Chorales", 8.96)]
    [TestCase("Nottingham", 4.61)]
    public void Logistic_regression_scores_what_another_program_found(string name, double published)
    {
        var corpus = PianoRollCorpus.Load(Path.Combine(Needs.Corpus("poly_music"), name + ".json"));

        var score = LogisticBaseline.Fit(corpus.Split("train")).Score(corpus.Split("valid"));

        Assert.That(score, Is.LessThan(published + 0.01).And.GreaterThan(published - 0.08));
    }

    private static double[] Predict(FrameBaseline baseline, byte[] previous)
    {
        var logits = new double[PianoRoll.Keys];
        baseline.Predict(previous, logits);
        return logits;
    }

    private static double Probability(double logit) => 1 / (1 + Math.Exp(-logit));
}
