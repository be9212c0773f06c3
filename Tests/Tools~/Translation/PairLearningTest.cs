using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Pairs, how they are put into batches, and that they are learned.</summary>
public class PairLearningTest
{
    [Test]
    public void Every_pair_is_in_one_batch_beside_others_of_its_length()
    {
        var rng = new Rng(1);
        TokenPair[] pairs = [.. Enumerable.Range(0, 1000).Select(_ => PairTasks.Copy(rng, 1 + rng.Below(40)))];
        var batches = PairBatches.Bucket(pairs, 16, rng);
        Assert.That(batches.SelectMany(batch => batch), Is.EquivalentTo(pairs));
        Assert.That(batches, Has.All.Length.LessThanOrEqualTo(16));

        // Drawn at random, 16 rows would hold about as much padding as tokens.
        var padded = batches.Sum(batch => batch.Length * batch.Max(pair => pair.Target.Length));
        Assert.That(padded, Is.LessThan(1.15 * pairs.Sum(pair => pair.Target.Length)));
        Assert.That(batches[0], Is.Not.EqualTo(PairBatches.Bucket(pairs, 16, rng)[0]));
    }

    [Test]
    public void Sequences_are_copied_and_turned_round_and_dates_mean_the_same()
    {
        var rng = new Rng(1);
        for (var i = 0; i < 100; i++)
        {
            var copy = PairTasks.Copy(rng, 7);
            Assert.That(copy.Target, Is.EqualTo(copy.Source).And.All.InRange(1, PairTasks.Symbols));
            var reverse = PairTasks.Reverse(rng, 7);
            Assert.That(reverse.Target, Is.EqualTo(reverse.Source.Reverse()));
            var date = PairTasks.Date(rng);
            Assert.That(TextOf(date.Target), Does.Match(@"^(19|20)\d\d-\d\d-\d\d$"));
            Assert.That(date.Source, Is.All.InRange(1, PairTasks.DateTokens - 1));
            Assert.That(DayOf(TextOf(date.Source)).ToString("o"), Does.StartWith(TextOf(date.Target)));
        }

        // Numbers between points are the one way that .NET reads as month and day.
        static DateTime DayOf(string text) => text.Contains('.')
            ? DateTime.ParseExact(text, "d.M.yyyy", null)
            : DateTime.Parse(text, null);
    }

    [Test]
    public void One_batch_can_be_learned_by_heart([Values("none", "additive", "general", "dot")] string attention)
    {
        var rng = new Rng(1);
        TokenPair[] batch = [.. Enumerable.Range(0, 6).Select(i => PairTasks.Copy(rng, 1 + i))];
        using var learning = New(attention);
        Assert.That(learning.Measure(batch, 4), Is.EqualTo(Math.Log(PairTasks.Symbols + 1)).Within(0.3));
        for (var step = 0; step < 150; step++)
        {
            learning.Step(batch, 0.01);
        }

        Assert.That(learning.Measure(batch, 4), Is.LessThan(0.05));
        Assert.That(learning.Exact(batch), Is.EqualTo(1));
        Assert.That(learning.Say(batch[3].Source, 4, 20), Is.EqualTo(batch[3].Target));
    }

    [Test]
    public void Padding_counts_for_nothing([Values("none", "additive")] string attention)
    {
        var rng = new Rng(1);
        TokenPair[] pairs = [.. Enumerable.Range(0, 5).Select(i => PairTasks.Reverse(rng, 1 + (3 * i)))];
        using var learning = New(attention);
        Assert.That(learning.Measure(pairs, 5), Is.EqualTo(learning.Measure(pairs, 1)).Within(1e-6));
    }

    [Test]
    public void Shares_are_a_row_for_each_token_and_the_end()
    {
        using var learning = New("additive");
        var shares = learning.Look(new TokenPair([1, 2, 3], [4, 5]));
        Assert.That(shares.GetLength(0), Is.EqualTo(3));
        Assert.That(shares.GetLength(1), Is.EqualTo(3));
        Assert.That(shares[2, 0] + shares[2, 1] + shares[2, 2], Is.EqualTo(1).Within(1e-6));
    }

    [Test]
    public void A_line_without_a_translation_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("pairs.tsv.gz");
        using (var writer = new StreamWriter(
            new System.IO.Compression.GZipStream(File.Create(path), System.IO.Compression.CompressionMode.Compress)))
        {
            writer.Write("one\tun\ntwo\n");
        }

        Assert.That(
            () => SentencePairs.Read(path),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("line 2"));
    }

    [Test]
    public void The_sentences_are_read_in_pairs()
    {
        var pairs = SentencePairs.Read(Path.Combine(Needs.Corpus("translation_en_fr"), "valid.tsv.gz"));
        Assert.That(pairs, Has.Count.EqualTo(2730));
        Assert.That(pairs.Select(pair => pair.Source), Has.All.Not.Empty);
        Assert.That(pairs.Select(pair => pair.Target), Has.All.Not.Empty);
    }

    private static string TextOf(int[] letters) => string.Concat(letters.Select(letter => (char)letter));

    private static PairLearning New(string attention)
    {
        var parameters = new ParameterSet(1);
        var config = new EncoderDecoderConfig
        {
            SourceTokens = PairTasks.Symbols + 1,
            TargetTokens = PairTasks.Symbols + 1,
            Embedding = 8,
            Size = 24,
            Attention = attention,
            IsReversed = attention == "none",
        };
        return new PairLearning(EncoderDecoder.Create(config, parameters), parameters, threads: 1);
    }
}
