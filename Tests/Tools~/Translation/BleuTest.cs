using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>The examples of Papineni et al. (2002), and what NLTK documents of the same sentences.</summary>
public class BleuTest
{
    private const string First =
        "It is a guide to action which ensures that the military always obeys the commands of the party";

    private const string Second =
        "It is to insure the troops forever hearing the activity guidebook that party direct";

    private static readonly string[] references =
    [
        "It is a guide to action that ensures that the military will forever heed Party commands",
        "It is the guiding principle which guarantees the military forces always being under the command of the Party",
        "It is the practical guide for the army always to heed the directions of the party",
    ];

    [TestCase(First, 1, 17, 18)]
    [TestCase(First, 2, 10, 17)]
    [TestCase(Second, 1, 8, 14)]
    [TestCase(Second, 2, 1, 13)]
    public void Matches_are_those_of_the_paper(string candidate, int n, int matched, int all)
    {
        var lower = Array.ConvertAll(references, reference => reference.ToLowerInvariant().Split(' '));
        Assert.That(Bleu.Matches(n, candidate.ToLowerInvariant().Split(' '), lower), Is.EqualTo((matched, all)));
    }

    [Test]
    public void A_word_counts_no_oftener_than_in_one_reference()
    {
        string[][] cats = ["the cat is on the mat".Split(' '), "there is a cat on the mat".Split(' ')];
        Assert.That(Bleu.Matches(1, "the the the the the the the".Split(' '), cats), Is.EqualTo((2, 7)));
        Assert.That(Bleu.Matches(2, "the the the the the the the".Split(' '), cats), Is.EqualTo((0, 6)));
    }

    [Test]
    public void Equals_what_nltk_documents()
    {
        var guide = (First.Split(' '), Array.ConvertAll(references, reference => reference.Split(' ')));
        var book = (
            "he read the book because he was interested in world history".Split(' '),
            new[] { "he was interested in world history because he read the book".Split(' ') });
        Assert.That(Bleu.Of([guide]), Is.EqualTo(50.45666840058485).Within(1e-9));
        Assert.That(Bleu.Of([guide, book]), Is.EqualTo(59.20778868801042).Within(1e-9));
    }

    [Test]
    public void A_short_translation_pays_for_what_is_missing()
    {
        string[] reference = "a b c d e f g h".Split(' ');
        Assert.That(Bleu.Of([(reference, [reference])]), Is.EqualTo(100).Within(1e-9));
        Assert.That(Bleu.Of([(reference[..4], [reference])]), Is.EqualTo(100 * Math.Exp(-1)).Within(1e-9));
        Assert.That(Bleu.Of([("x y z".Split(' '), [reference])]), Is.Zero);
        Assert.That(Bleu.Of([(reference[..3], [reference[..3]])]), Is.Zero);
        Assert.That(Bleu.Of([([], [reference])]), Is.Zero);
    }
}
