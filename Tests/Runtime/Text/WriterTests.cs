#nullable enable
using System;
using System.Linq;
using System.Text;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class WriterTests
    {
        private readonly TextModel model = TextModel.Create(
            new Alphabet("\n !.abcdefgh😀"), new SequenceConfig { Size = 24, Layers = 2 }, 1);

        // Weights as drawn say much the same whatever is heard.
        [OneTimeSetUp]
        public void Strengthen()
        {
            for (var i = 0; i < model.Parameters.Count; i++)
            {
                for (var input = 0; input < model.Parameters[i].Inputs; input++)
                {
                    foreach (ref var weight in model.Parameters[i].Row(input))
                    {
                        weight *= 4;
                    }
                }

                model.Parameters[i].Changed();
            }
        }

        [Test]
        public void Characters_are_those_of_the_loop_written_out()
        {
            var backend = new CpuBackend();
            var state = model.Network.NewState(backend, 1);
            var count = model.Alphabet.TokenCount;
            var sampler = new Sampler(new SamplerOptions { Temperature = 0.9f, TopK = 5 }, count);
            var rng = new Rng(7);
            var token = Alphabet.Unknown;
            var expected = new int[200];
            for (var i = 0; i < expected.Length; i++)
            {
                backend.NextStep();
                var logits = model.Network.Step(backend.OneHot(new[] { token }, count), state).Row(0).ToArray();
                logits[Alphabet.Unknown] = float.NegativeInfinity;
                token = sampler.Next(logits, rng);
                expected[i] = model.Alphabet.CharacterOf(token);
            }

            var writer = new Writer(model, new SamplerOptions { Temperature = 0.9f, TopK = 5 }, 7);
            Assert.That(expected.Select(_ => writer.Next()), Is.EqualTo(expected));
            writer.Reset(7);
            Assert.That(expected.Select(_ => writer.Next()), Is.EqualTo(expected));
        }

        [Test]
        public void Who_heeds_hears_of_each_character_and_can_end_the_writing()
        {
            var writer = new Writer(model, null, 7);
            var expected = new char[40];
            var length = writer.Write(expected);
            writer.Reset(7);
            var text = new char[40];
            var heard = new System.Collections.Generic.List<int>();
            Assert.That(writer.Write(text, heard.Add), Is.EqualTo(length));
            Assert.That(text.Take(length), Is.EqualTo(expected.Take(length)));
            Assert.That(heard, Is.Ordered.Ascending.And.Unique.And.Some.EqualTo(length));
            Assert.That(heard.Last(), Is.InRange(39, 40));
            Assert.That(
                () => writer.Write(text, count => throw new OperationCanceledException()),
                Throws.TypeOf<OperationCanceledException>());
        }

        [Test]
        public void What_stands_in_brackets_is_heard_and_not_repeated()
        {
            var (silent, loud, plain) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
            var texts = new[]
            {
                After("[abc😀 ]gh", silent), After("abc😀 gh", loud), After("gh", plain),
                After("[abc😀 gh", plain),
            };
            Assert.That(texts[0], Is.EqualTo(texts[1]));
            Assert.That(texts[0], Is.EqualTo(texts[3]));
            Assert.That(texts[0], Is.Not.EqualTo(texts[2]));
            Assert.That(silent.ToString(), Is.EqualTo("gh"));
            Assert.That(loud.ToString(), Is.EqualTo("abc😀 gh"));
            Assert.That(plain.ToString(), Is.EqualTo("gh"));
        }

        [Test]
        public void Texts_one_behind_the_other_are_one_text([Values(2, 7, 40, 200)] int length)
        {
            var whole = Text(new Writer(model, seed: 3), 5000);
            var writer = new Writer(model, seed: 3);
            var parts = new StringBuilder();
            var room = new char[length];
            while (parts.Length < 2000)
            {
                var count = writer.Write(room);
                Assert.That(count, Is.InRange(1, length));
                var part = new string(room, 0, count);
                var isWhole = Sentence.Ends(part.TrimEnd()) || char.IsWhiteSpace(part[count - 1]);
                Assert.That(isWhole || part.All(c => !char.IsWhiteSpace(c)), part);
                parts.Append(part);
            }

            Assert.That(whole, Does.StartWith(parts.ToString()));
        }

        [Test]
        public void The_last_sentence_is_preferred_to_a_later_word()
        {
            var whole = Text(new Writer(model, seed: 5), 400);
            var end = Enumerable.Range(1, whole.Length - 1)
                .Last(i => char.IsWhiteSpace(whole[i]) && Sentence.Ends(whole.AsSpan(0, i)) && i + 4 < 400) + 1;
            var room = new char[end + 3];
            var count = new Writer(model, seed: 5).Write(room);
            Assert.That(new string(room, 0, count), Is.EqualTo(whole.Substring(0, end)));
        }

        // Finite weights, of which each sum is beyond all numbers.
        [Test]
        public void A_model_that_scores_nothing_is_told_in_a_sentence()
        {
            var broken = TextModel.Create(new Alphabet("ab"), new SequenceConfig { Size = 4, Layers = 1 }, 1);
            foreach (var name in new[] { "layers.0.bias", "head.weight", "head.bias" })
            {
                var found = Enumerable.Range(0, broken.Parameters.Count).Select(i => broken.Parameters[i])
                    .Where(parameter => parameter.Name.StartsWith(name)).ToArray();
                Assert.That(found, Is.Not.Empty);
                foreach (var parameter in found)
                {
                    parameter.Fill(name[0] == 'l' ? 20 : float.MinValue, 0, parameter.Outputs);
                }
            }

            var writer = new Writer(broken, seed: 1);
            Assert.That(() => writer.Next(), Throws.TypeOf<ModelFormatException>().With.Message.Contains("damaged"));
        }

        [Test]
        public void A_saved_session_goes_on_elsewhere()
        {
            var writer = new Writer(model, null, 9);
            Text(writer, 50);
            var bytes = new byte[writer.MaxSavedSize];
            var saved = bytes.AsSpan(0, writer.Save(bytes)).ToArray();
            var expected = Text(writer, 100);
            var other = new Writer(model, null, 1);
            other.Restore(saved);
            Assert.That(Text(other, 100), Is.EqualTo(expected));

            saved[20] ^= 1;
            Assert.That(() => other.Restore(saved), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => other.Restore(default), Throws.InstanceOf<ArgumentException>());
        }

#if !RNNGEN_CHECKS // a build with checks makes new tensors, to tell those that no longer live
        [Test]
        public void A_character_allocates_nothing()
        {
            var writer = new Writer(model, new SamplerOptions { TopK = 5, RepetitionPenalty = 1.1f }, 2);
            var least = Allocations.Of(() =>
            {
                for (var i = 0; i < 200; i++)
                {
                    writer.Next();
                }
            });

            Assert.That(least, Is.Zero);
        }
#endif

        [Test]
        public void There_must_be_room_for_a_character()
        {
            Assert.That(() => new Writer(model).Write(new char[1]), Throws.InstanceOf<ArgumentException>());
        }

        private string After(string prompt, StringBuilder written)
        {
            var writer = new Writer(model, null, 4);
            writer.Prime(prompt, written);
            return Text(writer, 60);
        }

        private static string Text(Writer writer, int characters)
        {
            var text = new StringBuilder();
            for (var i = 0; i < characters; i++)
            {
                text.Append(char.ConvertFromUtf32(writer.Next()));
            }

            return text.ToString();
        }
    }
}
