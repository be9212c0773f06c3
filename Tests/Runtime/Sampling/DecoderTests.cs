#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>
    /// Everything that chooses tokens, told to take the likeliest: the network and the masks alone, written out, are
    /// the oracle.
    /// </summary>
    public sealed class DecoderTests
    {
        private const int Length = 5;

        // Ticks, in 3 seconds of which all are composed.
        private const int End = 2400;

        private static readonly TextModel text = TextModel.Create(
            new Alphabet("abcdefgh"), new SequenceConfig { Size = 12, Layers = 1 }, 1);

        private static readonly MusicModel music = MusicModel.Create(
            NoteCodec.ByName("performance"), new SequenceConfig { Size = 12, Layers = 1 }, 1);

        private static readonly TokenTree tree = new TokenTree(
            "gru", 4, 5, new BeamOptions { MaxLength = Length });

        private static readonly Dictionary<string, Case> cases = new Dictionary<string, Case>
        {
            ["sampler"] = new Case(typeof(Sampler), Sample, Greedy),
            ["beam"] = new Case(typeof(BeamSearch), () => Search(1, null), Greedy),
            ["beam as wide as all"] = new Case(
                typeof(BeamSearch), () => Search(2000, null), () => tree.All()[0].Tokens),
            ["beam that draws all"] = new Case(
                typeof(BeamSearch), () => Search(2000, new Rng(1)), () => Sorted(tree.All().Select(one => one.Tokens))),
            ["composer"] = new Case(typeof(Composer), Compose, LikeliestMusic),
            ["beam of music"] = new Case(typeof(PieceSearch), SearchMusic, LikeliestMusic),
            ["writer"] = new Case(typeof(Writer), Write, LikeliestText),
        };

        [OneTimeSetUp]
        public void Strengthen()
        {
            Plain.Scatter(text.Parameters, 3);
            Plain.Scatter(music.Parameters, 13);
        }

        [TestCaseSource(nameof(Names))]
        public void The_likeliest_is_what_the_network_and_the_masks_say(string name)
        {
            var expected = cases[name].Expected();
            Assert.That(cases[name].Decode(), Is.EqualTo(expected));
            Assert.That(expected, Has.Length.GreaterThanOrEqualTo(Length));
        }

        // Oracle: what the compiler knows of. A decoder is made with options that tell how to choose.
        [Test]
        public void There_is_a_case_for_every_decoder()
        {
            var decoders = typeof(Sampler).Assembly.GetExportedTypes()
                .Where(type => type.GetConstructors().Any(made => made.GetParameters().Any(IsChoice)));
            Assert.That(cases.Values.Select(one => one.Decoder).Distinct(), Is.EquivalentTo(decoders));

            static bool IsChoice(ParameterInfo parameter)
            {
                var type = parameter.ParameterType;
                return type.GetProperty(nameof(SamplerOptions.Temperature)) != null
                    || type.GetProperties().Any(property => property.PropertyType == typeof(SamplerOptions));
            }
        }

        private static int[] Sample()
        {
            var backend = new CpuBackend();
            var state = tree.Network.NewState(backend, 1);
            var sampler = new Sampler(new SamplerOptions { Temperature = 0 }, 4);
            var said = new List<int> { TokenTree.Start };
            for (var i = 0; i < Length; i++)
            {
                backend.NextStep();
                var scores = tree.Network.Step(backend.OneHot(new[] { said[i] }, 4), state);
                said.Add(sampler.Next(scores.Row(0), new Rng(1)));
            }

            return said.Skip(1).ToArray();
        }

        private static int[] Greedy()
        {
            var said = Array.Empty<int>();
            while (said.Length < Length)
            {
                var next = tree.After(said);
                said = said.Append(Array.IndexOf(next, next.Max())).ToArray();
            }

            return said;
        }

        private static int[] Search(int width, Rng? chance)
        {
            var options = new BeamOptions { Width = width, MaxLength = Length };
            var search = new BeamSearch(tree.Network, options, chance);
            search.Begin(new[] { TokenTree.Start });
            while (search.TryStep())
            {
            }

            return chance == null
                ? search.Finished[0].Tokens.ToArray()
                : Sorted(search.Finished.Select(one => one.Tokens.ToArray()));
        }

        private static int[] Sorted(IEnumerable<int[]> rows)
        {
            return rows.OrderBy(row => string.Join(" ", row), StringComparer.Ordinal).SelectMany(row => row).ToArray();
        }

        private static int[] Write()
        {
            var writer = new Writer(text, new SamplerOptions { Temperature = 0 });
            return Enumerable.Range(0, 20).Select(_ => writer.Next()).ToArray();
        }

        private static int[] LikeliestText()
        {
            var tokens = Likeliest(text.Network, Alphabet.Unknown, 20, said => { }, logits =>
            {
                logits[Alphabet.Unknown] = float.NegativeInfinity;
            });
            return tokens.Select(token => text.Alphabet.CharacterOf(token)).ToArray();
        }

        private static int[] Compose()
        {
            var options = new ComposerOptions();
            options.Sampling.Temperature = 0;
            var composer = new Composer(music, options);
            var song = new NoteRecorder();
            composer.ComposeSeconds(3, song);
            return Described(song.ToSequence());
        }

        private static int[] SearchMusic()
        {
            var search = new PieceSearch(music, new PieceSearchOptions { Width = 1 });
            search.BeginSeconds(3);
            while (search.TryStep())
            {
            }

            return Described(search.ToSequence());
        }

        private static int[] LikeliestMusic()
        {
            var reader = music.Codec.NewReader();
            var song = new NoteRecorder();
            Likeliest(
                music.Network, music.Codec.StartToken, 10_000,
                said =>
                {
                    reader.Accept(said);
                    while (reader.TryTake(out var next))
                    {
                        song.Add(next);
                    }
                },
                logits => reader.Mask(logits),
                () => reader.Seconds >= 3);
            song.ExtendTo(reader.Tick);
            return Described(song.ToSequence());
        }

        // The notes that begin before the end; a search may leave out those that begin at the last moment.
        private static int[] Described(NoteSequence song)
        {
            return song.Notes.Where(note => note.Start < End)
                .SelectMany(note => new[] { (int)note.Start, note.Pitch, note.Velocity }).ToArray();
        }

        private static int[] Likeliest(
            SequenceNetwork network, int start, int most, Action<int> hear, Action<float[]> mask,
            Func<bool>? isOver = null)
        {
            var backend = new CpuBackend();
            var state = network.NewState(backend, 1);
            var said = new List<int>();
            var last = start;
            while (said.Count < most && isOver?.Invoke() != true)
            {
                backend.NextStep();
                var logits = network.Step(backend.OneHot(new[] { last }, network.Config.Inputs), state)
                    .Row(0).ToArray();
                mask(logits);
                last = Array.IndexOf(logits, logits.Max());
                hear(last);
                said.Add(last);
            }

            return said.ToArray();
        }

        private static IEnumerable<string> Names() => cases.Keys;

        private sealed class Case
        {
            public Case(Type decoder, Func<int[]> decode, Func<int[]> expected)
            {
                Decoder = decoder;
                Decode = decode;
                Expected = expected;
            }

            public Type Decoder { get; }

            public Func<int[]> Decode { get; }

            public Func<int[]> Expected { get; }
        }
    }
}
