using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class SubwordsTest
{
    private static readonly string[] texts =
        ["low low low low low", "lower lower newest newest newest", "widest, l'ost!"];

    [Test]
    public void What_is_encoded_is_decoded([Values(30, 40, 1000)] int count)
    {
        var subwords = new Subwords(texts, count);
        foreach (var text in texts.Append("lowest new lo'w"))
        {
            Assert.That(subwords.Decode(subwords.Encode(text)), Is.EqualTo(text));
        }
    }

    // By hand: "lo" and "ow" are 7 each and "_l" is 8, so that "_l" comes first; then "_lo", then "_low".
    [Test]
    public void What_lies_side_by_side_most_often_becomes_one()
    {
        var letters = new Subwords(texts, 0).Count;
        Assert.That(new Subwords(texts, letters).Encode("low"), Has.Length.EqualTo(4));
        Assert.That(new Subwords(texts, letters + 1).Encode("low"), Has.Length.EqualTo(3));
        Assert.That(new Subwords(texts, letters + 2).Encode("low"), Has.Length.EqualTo(2));
        Assert.That(new Subwords(texts, letters + 3).Encode("low"), Has.Length.EqualTo(1));
        Assert.That(new Subwords(texts, letters + 3).Count, Is.EqualTo(letters + 3));
    }

    [Test]
    public void A_character_that_was_never_seen_becomes_a_question_mark()
    {
        var subwords = new Subwords(texts, 40);
        Assert.That(subwords.Decode(subwords.Encode("low 語 low")), Is.EqualTo("low ? low"));
    }

    [Test]
    public void Words_and_marks_are_told_apart()
    {
        Assert.That(Subwords.Words("L'été, où est-il ?"), Is.EqualTo(new[]
        {
            "L", "'", "été", ",", "où", "est", "-", "il", "?",
        }));
    }
}
