using System.Security.Cryptography;
using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests.Lab;

public sealed class HandwrittenDigitsTests
{
    // Oracle: the files themselves, of which no picture comes twice.
    [Test]
    public void No_digit_of_MNIST_is_both_learned_and_tested()
    {
        Needs.Corpus("mnist");
        var (training, test) = HandwrittenDigits.Read();
        Assert.That(training.Count, Is.EqualTo(50_000));
        Assert.That(test.Count, Is.EqualTo(10_000));
        var learned = Hashes(training).ToHashSet();
        Assert.That(Hashes(test).Where(learned.Contains), Is.Empty);
    }

    private static IEnumerable<string> Hashes(HandwrittenDigits digits)
    {
        return digits.Pictures.Select(picture => Convert.ToHexString(SHA256.HashData(picture)));
    }
}
