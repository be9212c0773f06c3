#nullable enable
using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class ScaleTests
    {
        // The pitch classes as dictionaries of music print them, on C = 0.
        [TestCase("C:major", "C D E F G A B")]
        [TestCase("A:minor", "A B C D E F G")]
        [TestCase("D:dorian", "D E F G A B C")]
        [TestCase("E:phrygian", "E F G A B C D")]
        [TestCase("F:lydian", "F G A B C D E")]
        [TestCase("G:mixolydian", "G A B C D E F")]
        [TestCase("B:locrian", "B C D E F G A")]
        [TestCase("Bb:major", "Bb C D Eb F G A")]
        [TestCase("F#:minor", "F# G# A B C# D E")]
        [TestCase("A:harmonic-minor", "A B C D E F G#")]
        [TestCase("A:melodic-minor", "A B C D E F# G#")]
        [TestCase("C:pentatonic", "C D E G A")]
        [TestCase("A:minor-pentatonic", "A C D E G")]
        [TestCase("C:blues", "C Eb F Gb G Bb")]
        [TestCase("C:whole-tone", "C D E F# G# Bb")]
        [TestCase("C:octatonic", "C D Eb F Gb Ab A B")]
        [TestCase("E:phrygian-dominant", "E F G# A B C D")]
        [TestCase("A:hungarian-minor", "A B C D# E F G#")]
        [TestCase("Cb:major", "B C# D# E F# G# A#")]
        public void Pitch_classes_are_the_published_ones(string name, string classes)
        {
            var names = "C|C# Db|D|D# Eb|E|F|F# Gb|G|G# Ab|A|A# Bb|B".Split('|');
            var scale = Scale.Parse(name);
            var wanted = classes.Split(' ');
            for (var pitch = 0; pitch < 128; pitch++)
            {
                var expected = names[pitch % 12].Split(' ').Intersect(wanted).Any();
                Assert.That(scale.Contains(pitch), Is.EqualTo(expected), $"pitch {pitch}");
            }
        }

        [Test]
        public void Every_name_can_be_read_on_every_tonic_in_any_case()
        {
            foreach (var name in Scale.Names)
            {
                Assert.That(Scale.Parse("g:" + name.ToUpperInvariant()).Contains(67), Is.True);
            }
        }

        [TestCase("")]
        [TestCase("D")]
        [TestCase(":major")]
        [TestCase("H:major")]
        [TestCase("C##:major")]
        [TestCase("C:bebop")]
        [TestCase(" :major")]
        [TestCase("C:major:minor")]
        public void Other_texts_are_refused_with_the_names_that_are_known(string text)
        {
            Assert.That(() => Scale.Parse(text), Throws.TypeOf<FormatException>()
                .With.Message.Contains("D:dorian").And.Message.Contains("harmonic-minor"));
        }
    }
}
