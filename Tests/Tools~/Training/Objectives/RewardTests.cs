using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Closed forms and counting by hand as the oracle of reward-augmented maximum likelihood.</summary>
public sealed class RewardTests
{
    /// <summary>
    /// The authors draw the distance e first, by C(m, e) (V - 1)^(e - e/τ) e^(-e/τ): that is Binomial(m, p).
    /// </summary>
    [Test]
    public void The_Hamming_distance_is_binomial(
        [Values(2, 65, 655)] int tokens, [Values(0.4, 0.85, 1)] double temperature)
    {
        const int Length = 40;
        var p = HammingReward.ShareOf(tokens, temperature);
        var weights = new double[Length + 1];
        var choose = 1.0;
        for (var e = 0; e <= Length; e++)
        {
            weights[e] = choose * Math.Exp((e - e / temperature) * Math.Log(tokens - 1) - e / temperature);
            choose *= (Length - e) / (e + 1.0);
        }

        choose = 1;
        for (var e = 0; e <= Length; e++)
        {
            var binomial = choose * Math.Pow(p, e) * Math.Pow(1 - p, Length - e);
            Assert.That(weights[e] / weights.Sum(), Is.EqualTo(binomial).Within(1e-12));
            choose *= (Length - e) / (e + 1.0);
        }
    }

    [Test]
    public void At_a_temperature_of_one_27_percent_are_replaced_whatever_the_alphabet([Values(3, 128, 655)] int tokens)
    {
        Assert.That(HammingReward.ShareOf(tokens, 1), Is.EqualTo(1 / (1 + Math.E)).Within(1e-12));
    }

    /// <summary>χ² at 1 in 1000: label smoothing, a mass p spread evenly over the other tokens.</summary>
    [Test]
    public void One_token_is_smoothed_like_a_label()
    {
        const int Tokens = 5;
        const int Draws = 40_000;
        var reward = Reward.ByName("hamming", new TokenLists(Tokens), 0.9);
        var rng = new Rng(1);
        var counts = new int[Tokens];
        for (var i = 0; i < Draws; i++)
        {
            counts[reward.Draw([2], rng)[0]]++;
        }

        var p = HammingReward.ShareOf(Tokens, 0.9);
        var deviation = Enumerable.Range(0, Tokens).Sum(token =>
        {
            var expected = Draws * (token == 2 ? 1 - p : p / (Tokens - 1));
            return (counts[token] - expected) * (counts[token] - expected) / expected;
        });
        Assert.That(deviation, Is.LessThan(18.47));
    }

    /// <summary>The oracle of kinds is what the codec says of a token in words.</summary>
    [TestCase("performance", "wait off")]
    [TestCase("score", "bar meter tempo position")]
    public void Music_keeps_its_time_and_kinds_of_tokens(string codec, string kept)
    {
        var notes = NoteCodec.ByName(codec);
        var corpus = new MusicCorpus(notes, [new MusicPiece("a", Pieces.Melody(1, 800))]);
        var truth = corpus.Read(0, null);
        var drawn = Reward.ByName("hamming", corpus, 1).Draw(truth, new Rng(3));
        for (var i = 0; i < truth.Length; i++)
        {
            Assert.That(Kind(drawn[i]), Is.EqualTo(Kind(truth[i])));
            Assert.That(drawn[i] == truth[i] || !kept.Split(' ').Contains(Kind(truth[i])));
        }

        // At τ = 1, 27 % of what may be replaced is: here, with few other tokens, the notes.
        var replaced = Enumerable.Range(0, truth.Length).Count(i => drawn[i] != truth[i]);
        Assert.That(replaced, Is.EqualTo(800 / (1 + Math.E)).Within(60));

        string Kind(int token) => notes.Describe(token).Split(' ')[0];
    }

    /// <summary>The oracle is what the codec says of a token in words, and the piece that it reads back.</summary>
    [TestCase("performance", "wait off")]
    [TestCase("score", "bar meter tempo position")]
    public void Edits_of_music_leave_its_time_and_most_can_be_read(string codec, string kept)
    {
        const int Notes = 800;
        var notes = NoteCodec.ByName(codec);
        var corpus = new MusicCorpus(notes, [new MusicPiece("a", Pieces.Melody(1, Notes))]);
        var truth = corpus.Read(0, null);
        var drawn = Reward.ByName("edit", corpus, 0.85).Draw(truth, new Rng(3));
        Assert.That(Kept(drawn), Is.EqualTo(Kept(truth)));
        Assert.That(drawn, Is.Not.EqualTo(truth));
        Assert.That(notes.Decode(drawn).Notes, Has.Count.EqualTo(Notes).Within(Notes / 5));

        IEnumerable<int> Kept(int[] tokens)
        {
            return tokens.Where(token => kept.Split(' ').Contains(notes.Describe(token).Split(' ')[0]));
        }
    }

    [Test]
    public void Text_gets_no_character_that_is_none_of_the_alphabet()
    {
        var corpus = new TextCorpus(new Alphabet("ab"), [new TextPiece("a", new string('a', 4000) + "?")]);
        var drawn = Reward.ByName("hamming", corpus, 1).Draw(corpus.Read(0, null), new Rng(1));
        Assert.That(drawn[..^1], Has.None.EqualTo(Alphabet.Unknown).And.Some.EqualTo(2));
        Assert.That(drawn[^1], Is.EqualTo(Alphabet.Unknown));
    }

    [Test]
    public void Near_zero_it_is_the_truth([Values("hamming", "edit")] string name)
    {
        var truth = Enumerable.Range(0, 500).Select(i => i % 7).ToArray();
        Assert.That(Reward.ByName(name, new TokenLists(7), 1e-3).Draw(truth, new Rng(1)), Is.EqualTo(truth));
    }

    [Test]
    public void Edits_are_counted_as_by_hand()
    {
        // τ = 1: V^e cancels, and each edit weighs 1 / e. Of two tokens: one insertion has three places, one
        // substitution two; two edits are two insertions in three places (6 ways), a substitution and an
        // insertion in two (2 · 2), or two substitutions (1).
        var weights = new EditReward([], 1).WeightsOf(9, 2);
        double[][] ways = [[1], [3, 2], [6, 4, 1]];
        for (var e = 0; e < ways.Length; e++)
        {
            Assert.That(
                weights[e], Is.EqualTo(ways[e].Select(way => way * Math.Exp(-e))).Within(1e-12));
        }
    }

    /// <summary>An insertion adds a token, and a substitution by none, 1 of V, takes one away.</summary>
    [Test]
    public void Edits_make_pieces_longer_by_as_much_as_the_counts_say()
    {
        const int Tokens = 4;
        const int Length = 12;
        const int Draws = 20_000;
        var reward = new EditReward([.. Enumerable.Repeat((0, Tokens), Tokens)], 0.7);
        var weights = reward.WeightsOf(Tokens, Length);
        var sum = weights.Sum(row => row.Sum());
        var change = Enumerable.Range(0, Length + 1).Sum(e => Enumerable.Range(0, e + 1)
            .Sum(s => weights[e][s] / sum * (e - s - s / (double)Tokens)));
        var rng = new Rng(2);
        var truth = Enumerable.Range(0, Length).Select(i => i % Tokens).ToArray();
        var drawn = Enumerable.Range(0, Draws).Select(_ => reward.Draw(truth, rng).Length - Length).Average();
        Assert.That(drawn, Is.EqualTo(change).Within(0.05));
        Assert.That(change, Is.GreaterThan(0.3));
    }

    /// <summary>
    /// χ² against all edits of two tokens, written out: which are replaced, by what, and where others come between.
    /// </summary>
    [TestCase(1.0)]
    [TestCase(0.7)]
    public void Edits_are_drawn_as_often_as_there_are_ways_to_make_them(double temperature)
    {
        const int Tokens = 3;
        const int Draws = 40_000;
        int[] truth = [0, 2];
        var shares = new Dictionary<string, double>();
        foreach (var (first, second) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            for (var insertions = 0; insertions + (first ? 1 : 0) + (second ? 1 : 0) <= truth.Length; insertions++)
            {
                Write(first, second, insertions);
            }
        }

        var reward = new EditReward([.. Enumerable.Repeat((0, Tokens), Tokens)], temperature);
        var rng = new Rng(5);
        var drawn = Enumerable.Range(0, Draws).GroupBy(_ => string.Concat(reward.Draw(truth, rng)))
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.That(shares.Keys, Is.SupersetOf(drawn.Keys));
        var sum = shares.Values.Sum();
        var deviation = shares.Sum(share =>
        {
            var expected = Draws * share.Value / sum;
            return Math.Pow(drawn.GetValueOrDefault(share.Key) - expected, 2) / expected;
        });

        // 1 in 1000, by Wilson and Hilferty.
        var part = 2.0 / 9 / (shares.Count - 1);
        Assert.That(deviation, Is.LessThan((shares.Count - 1) * Math.Pow(1 - part + 3.09 * Math.Sqrt(part), 3)));

        // What is inserted stands before a token that stays, or at the end. Each of e edits weighs e^(-1 / τ), and
        // that divided by V^(1 / τ) for each of the V tokens it may bring.
        void Write(bool first, bool second, int insertions)
        {
            var edits = insertions + (first ? 1 : 0) + (second ? 1 : 0);
            var weight = Math.Exp(-edits * (1 + Math.Log(Tokens)) / temperature);
            var places = (first ? 0 : 1) + (second ? 0 : 1) + 1;
            var ways =
                from before in Enumerable.Range(0, insertions + 1)
                from between in Enumerable.Range(0, insertions + 1 - before)
                let counts = new[] { before, between, insertions - before - between }
                where counts[places..].All(count => count == 0)
                select counts;
            foreach (var counts in ways)
            {
                var gap = 0;
                IEnumerable<string> texts = [""];
                foreach (var (token, isReplaced) in new[] { (truth[0], first), (truth[1], second) })
                {
                    texts = isReplaced
                        ? Longer(texts).Select(text => text.EndsWith((char)('0' + token)) ? text[..^1] : text)
                        : Inserted(texts, counts[gap++]).Select(text => text + token);
                }

                foreach (var text in Inserted(texts, counts[gap]))
                {
                    shares[text] = shares.GetValueOrDefault(text) + weight;
                }
            }
        }

        static IEnumerable<string> Inserted(IEnumerable<string> texts, int count)
        {
            return Enumerable.Range(0, count).Aggregate(texts, (all, _) => Longer(all));
        }

        static IEnumerable<string> Longer(IEnumerable<string> texts)
        {
            return texts.SelectMany(_ => Enumerable.Range(0, Tokens), (text, token) => text + token);
        }
    }

    [Test]
    public void Pitches_stay_in_scale_and_octave_and_all_else_stays()
    {
        var piece = Pieces.Melody(1, 400);
        for (var i = 0; i < piece.Notes.Count; i++)
        {
            piece.Notes[i] = piece.Notes[i].WithPitch((byte)(48 + new[] { 2, 4, 6, 7, 9, 11, 13 }[i % 7]));
        }

        piece.Notes.Insert(0, new Note(0, 10, 38, 90, Note.DrumChannel));
        var scale = PitchReward.ScaleOf(piece);
        Assert.That(
            Enumerable.Range(0, 12).Where(pitch => scale[pitch]), Is.EqualTo(new[] { 1, 2, 4, 6, 7, 9, 11 }));

        var drawn = new PitchReward(1).Draw(piece, new Rng(3));
        Assert.That(drawn.Notes, Has.Count.EqualTo(piece.Notes.Count));
        var replaced = 0;
        for (var i = 0; i < piece.Notes.Count; i++)
        {
            var (before, after) = (piece.Notes[i], drawn.Notes[i]);
            Assert.That(after.WithPitch(before.Pitch), Is.EqualTo(before));
            Assert.That(after.Pitch / 12, Is.EqualTo(before.Pitch / 12));
            Assert.That(before.IsDrum ? after.Pitch == before.Pitch : scale[after.Pitch % 12]);
            replaced += after.Pitch != before.Pitch ? 1 : 0;
        }

        var expected = 400 / (1 + Math.E);
        Assert.That(replaced, Is.EqualTo(expected).Within(4 * Math.Sqrt(expected)));
    }

    [Test]
    public void Only_what_is_learned_is_varied()
    {
        var truth = Enumerable.Range(0, 300).Select(i => i % 5).ToArray();
        var lists = new TokenLists(6, truth);
        var corpus = new RewardedCorpus(lists, Reward.ByName("hamming", lists, 1));
        Assert.That(corpus.Read(0, null), Is.EqualTo(truth));
        Assert.That(corpus.Read(0, new Rng(1)), Is.Not.EqualTo(corpus.Read(0, new Rng(2))));
        Assert.That(() => Reward.ByName("pitch", lists, 1), Throws.InstanceOf<InvalidDataException>());
    }
}
