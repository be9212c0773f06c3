#nullable enable
using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    [TestFixture("performance")]
    [TestFixture("score")]
    public sealed class PieceSearchTests
    {
        private readonly MusicModel model;

        public PieceSearchTests(string codec)
        {
            var config = new SequenceConfig { Size = 24, Layers = 2 };
            model = MusicModel.Create(NoteCodec.ByName(codec), config, 1);
        }

        [Test]
        public void A_network_without_scores_is_told_as_such()
        {
            var damaged = MusicModel.Create(model.Codec, model.Network.Config, 1);
            damaged.Parameters[damaged.Parameters.Count - 1].Fill(float.NaN, 0, model.Codec.TokenCount);
            var search = new PieceSearch(damaged);
            search.BeginSeconds(1);
            Assert.That(
                () =>
                {
                    while (search.TryStep())
                    {
                    }
                },
                Throws.TypeOf<ModelFormatException>().With.Message.Contains("damaged"));
        }

        [Test]
        public void A_width_of_one_is_the_composer_who_takes_the_likeliest(
            [Values] bool hasPrimer, [Values] bool inBars)
        {
            if (inBars && !model.Codec.IsMetric)
            {
                Assert.That(() => new PieceSearch(model).BeginBars(3), Throws.InvalidOperationException);
                return;
            }

            var primer = hasPrimer ? Primer() : null;
            var options = new ComposerOptions { Scale = Scale.Parse("D:dorian") };
            options.Sampling.Temperature = 0;
            var composer = new Composer(model, options);
            var song = new NoteRecorder();
            if (primer != null)
            {
                composer.Prime(primer, song);
            }

            var start = composer.Seconds;
            if (inBars)
            {
                composer.ComposeBars(3, song);
            }
            else
            {
                composer.ComposeSeconds(5, song);
            }

            var expected = song.ToSequence();
            if (!inBars)
            {
                expected = expected.Slice(0, Math.Min(expected.EndTick, expected.Tempo.TickAt(start + 5)));
            }

            var search = New(1, options.Scale);
            Run(search, inBars ? 3 : (int?)null, 5, primer);
            var found = search.ToSequence();

            Assert.That(found.Notes, Is.EqualTo(expected.Notes));
            Assert.That(found.EndTick, Is.EqualTo(expected.EndTick));
            Assert.That(search.Reached, Is.EqualTo(inBars ? 3.0 : 5.0));
        }

        // Oracle: the tokens found, read once more by the network and the grammar alone.
        [Test]
        public void The_log_probability_is_that_of_the_tokens_and_the_last_reaches_the_end(
            [Values] bool isDrawn, [Values] bool hasPrimer)
        {
            var scale = Scale.Parse("A:minor");
            var primer = hasPrimer ? Primer() : null;
            const float Temperature = 0.7f;
            var options = new PieceSearchOptions { Width = 6, Scale = scale, Temperature = Temperature };
            var search = new PieceSearch(model, options, isDrawn ? new Rng(3) : null);
            Run(search, null, 4, primer);

            var codec = model.Codec;
            var reader = codec.NewReader();
            reader.Scale = scale;
            var primed = primer == null ? Array.Empty<int>() : codec.Encode(primer);
            var end = double.PositiveInfinity;
            var tokens = primed.Concat(search.Tokens.ToArray()).ToArray();
            var backend = new CpuBackend();
            var state = model.Network.NewState(backend, 1);
            var token = codec.StartToken;
            var logProbability = 0.0;
            for (var i = 0; i < tokens.Length; i++)
            {
                backend.NextStep();
                var logits = model.Network.Step(backend.OneHot(new[] { token }, codec.TokenCount), state)
                    .Row(0).ToArray();
                if (i == primed.Length)
                {
                    end = reader.Seconds + 4;
                }

                token = tokens[i];
                if (i >= primed.Length)
                {
                    Assert.That(reader.Allows(token), Is.True);
                    Assert.That(reader.Seconds, Is.LessThan(end));
                    reader.Mask(logits);
                    logits = logits.Select(x => x / Temperature).ToArray();
                    logProbability += logits[token] - Math.Log(logits.Sum(x => Math.Exp(x)));
                }

                reader.Accept(token);
                while (reader.TryTake(out _))
                {
                }
            }

            Assert.That(reader.Seconds, Is.GreaterThanOrEqualTo(end));
            Assert.That(search.LogProbability, Is.EqualTo(logProbability).Within(1e-3));
        }

        // Oracle: the beam alone, and what it finished, compared by hand.
        [Test]
        public void The_piece_is_the_best_by_token_of_those_that_the_beam_finishes([Values] bool isDrawn)
        {
            var others = 0;
            for (ulong seed = 1; seed <= (isDrawn ? 8UL : 1); seed++)
            {
                var search = New(6, null, isDrawn ? new Rng(seed) : null);
                Run(search, null, 3);
                var beam = new BeamSearch(
                    model.Network, new BeamOptions { Width = 6, LengthPenalty = isDrawn ? 0 : 1 },
                    isDrawn ? new Rng(seed) : null);
                beam.Begin(
                    new[] { model.Codec.StartToken }, new BeamReader(model.Codec, null, null) { EndSeconds = 3 });
                while (beam.TryStep())
                {
                }

                var best = beam.Finished
                    .OrderByDescending(piece => piece.LogProbability / ((5.0 + piece.Tokens.Length) / 6)).First();
                Assert.That(search.Tokens.ToArray(), Is.EqualTo(best.Tokens.ToArray()));
                others += best == beam.Finished[0] ? 0 : 1;
            }

            Assert.That(others > 0, Is.EqualTo(isDrawn), "the first drawn is not always the best");
        }

        // Oracle: a reader of its own.
        [Test]
        public void Bar_lines_are_milestones_or_full_seconds_and_the_end_is_the_last()
        {
            const int End = 9;
            var beam = new BeamReader(model.Codec, null, null);
            beam.EndBar = model.Codec.IsMetric ? End : int.MaxValue;
            beam.EndSeconds = model.Codec.IsMetric ? double.PositiveInfinity : End;
            var reader = model.Codec.NewReader();
            var rng = new Rng(4);
            var (mark, before, seen) = (BeamMark.None, 0.0, 0);
            while (mark != BeamMark.End)
            {
                var scores = new float[model.Codec.TokenCount];
                reader.Mask(scores);
                var token = new Sampler(new SamplerOptions(), scores.Length).Next(scores, rng);
                reader.Accept(token);
                while (reader.TryTake(out _))
                {
                }

                mark = beam.Accept(token);
                var now = model.Codec.IsMetric ? reader.Bar : Math.Floor(reader.Seconds);
                Assert.That(mark, Is.EqualTo(
                    now >= End ? BeamMark.End : now > before ? BeamMark.Milestone : BeamMark.None));
                before = now;
                seen += mark == BeamMark.Milestone ? 1 : 0;
            }

            Assert.That(seen, Is.InRange(1, End - 1));
        }

        [Test]
        public void The_same_seed_draws_the_same_piece_and_another_another()
        {
            var pieces = new[] { 5UL, 5UL, 6UL }.Select(seed =>
            {
                var search = New(3, null, new Rng(seed));
                Run(search, null, 3);
                return string.Join(" ", search.Tokens.ToArray());
            }).ToArray();

            Assert.That(pieces[1], Is.EqualTo(pieces[0]));
            Assert.That(pieces[2], Is.Not.EqualTo(pieces[0]));
        }

        [Test]
        public void The_tempo_asked_for_holds_from_the_beginning()
        {
            var options = new PieceSearchOptions { Width = 2, Tempo = 97 };
            if (!model.Codec.IsMetric)
            {
                Assert.That(() => new PieceSearch(model, options), Throws.ArgumentException);
                return;
            }

            var search = new PieceSearch(model, options);
            Run(search, 2, 0);
            var tempo = search.ToSequence().Tempo;

            Assert.That(tempo.Changes, Has.Count.EqualTo(1));
            Assert.That(tempo.TempoAt(0).QuartersPerMinute, Is.EqualTo(97).Within(0.01));
        }

        [Test]
        public void A_piece_is_there_only_when_the_search_is_over()
        {
            var search = New(2, null);
            Assert.That(search.TryStep(), Is.False);
            Assert.That(() => search.ToSequence(), Throws.InvalidOperationException);
            Assert.That(() => search.BeginSeconds(0), Throws.TypeOf<ArgumentOutOfRangeException>());
            search.BeginSeconds(2);
            Assert.That(search.TryStep(), Is.True);
            Assert.That(() => search.Tokens, Throws.InvalidOperationException);
        }

        private PieceSearch New(int width, Scale? scale, Rng? chance = null)
        {
            return new PieceSearch(model, new PieceSearchOptions { Width = width, Scale = scale }, chance);
        }

        private static void Run(
            PieceSearch search, int? bars, double seconds, NoteSequence? primer = null)
        {
            if (bars is int count)
            {
                search.BeginBars(count, primer);
            }
            else
            {
                search.BeginSeconds(seconds, primer);
            }

            while (search.TryStep())
            {
            }
        }

        private static NoteSequence Primer()
        {
            var primer = new NoteSequence();
            for (var i = 0; i < 4; i++)
            {
                primer.Notes.Add(new Note(480 * i, 480 * i + 240, (byte)(62 + 2 * (i / 2)), 66));
            }

            primer.Sort();
            return primer;
        }
    }
}
