#nullable enable
using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Tables written by hand as the oracle.</summary>
    public sealed class AlphabetTests
    {
        private readonly Alphabet alphabet = new Alphabet("\n .ab😀");

        [Test]
        public void Every_character_is_a_token_and_another_is_unknown()
        {
            Assert.That(alphabet.TokenCount, Is.EqualTo(7));
            Assert.That(alphabet.Encode("ab\n😀é."), Is.EqualTo(new[] { 4, 5, 1, 6, Alphabet.Unknown, 3 }));
            Assert.That(alphabet.CharacterOf(6), Is.EqualTo(0x1F600));
            for (var token = 1; token < alphabet.TokenCount; token++)
            {
                Assert.That(alphabet.TokenOf(alphabet.CharacterOf(token)), Is.EqualTo(token));
            }
        }

        [Test]
        public void Half_a_pair_is_unknown()
        {
            Assert.That(alphabet.Encode("a\uD83D"), Is.EqualTo(new[] { 4, Alphabet.Unknown }));
            Assert.That(alphabet.Encode("\uDE00a"), Is.EqualTo(new[] { Alphabet.Unknown, 4 }));
            Assert.That(alphabet.TokenOf(-5), Is.EqualTo(Alphabet.Unknown));
        }

        [Test]
        public void Half_a_pair_is_no_character()
        {
            Assert.That(
                () => new Alphabet("a\uD83D"),
                Throws.InstanceOf<ArgumentException>().With.Message.Contains("half"));
        }

        [TestCase("", "at least one")]
        [TestCase("ba", "rising")]
        [TestCase("aa", "rising")]
        public void What_is_no_alphabet_is_refused(string characters, string named)
        {
            Assert.That(
                () => new Alphabet(characters),
                Throws.InstanceOf<ArgumentException>().With.Message.Contains(named));
        }
    }
}
