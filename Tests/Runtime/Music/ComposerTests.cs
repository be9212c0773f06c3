#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    [TestFixture("performance")]
    [TestFixture("score")]
    public sealed class ComposerTests
    {
        private readonly MusicModel model;

        public ComposerTests(string codec)
        {
            var config = new SequenceConfig { Size = 24, Layers = 2 };
            model = MusicModel.Create(NoteCodec.ByName(codec), config, 1);
        }

        [Test]
        public void Each_call_is_at_most_one_step_of_the_loop_written_out()
        {
            const int Calls = 600;
            var codec = model.Codec;
            var backend = new CpuBackend();
            var state = model.Network.NewState(backend, 1);
            var reader = codec.NewReader();
            var sampling = new SamplerOptions { Temperature = 0.9f, TopK = 50 };
            var sampler = new Sampler(sampling, codec.TokenCount);
            var rng = new Rng(7);
            var token = codec.StartToken;
            var options = new ComposerOptions();
            options.Sampling.Temperature = 0.9f;
            options.Sampling.TopK = 50;
            var composer = new Composer(model, options, 7);
            for (var call = 0; call < Calls; call++)
            {
                // A game may change its mind at any time.
                sampling.Temperature = options.Sampling.Temperature = call < Calls / 2 ? 0.9f : 0;
                var isThere = reader.TryTake(out var expected);
                if (!isThere)
                {
                    backend.NextStep();
                    var x = backend.OneHot(new[] { token }, codec.TokenCount);
                    var logits = model.Network.Step(x, state).Row(0).ToArray();
                    reader.Mask(logits);
                    token = call < Calls / 2
                        ? sampler.Next(logits, rng)
                        : Array.IndexOf(logits, logits.Max());
                    reader.Accept(token);
                    isThere = reader.TryTake(out expected);
                }

                Assert.That(composer.TryNext(out var next), Is.EqualTo(isThere), $"call {call}");
                Assert.That(next, Is.EqualTo(expected), $"call {call}");
            }
        }

        [Test]
        public void What_is_composed_already_is_taken_without_a_step()
        {
            var composer = new Composer(model, null, 7);
            var twin = new Composer(model, null, 7);
            var taken = 0;
            for (var i = 0; i < 500; i++)
            {
                while (composer.TryTake(out var next))
                {
                    Assert.That(twin.TryNext(out var expected));
                    Assert.That(next, Is.EqualTo(expected));
                    taken++;
                }

                Assert.That(composer.TryNext(out var made), Is.EqualTo(twin.TryNext(out var same)));
                Assert.That(made, Is.EqualTo(same));
            }

            Assert.That(taken, Is.Positive);
        }

        [Test]
        public void The_same_seed_gives_the_same_music_and_another_other()
        {
            var composer = new Composer(model, null, 3);
            var first = Take(composer, 500);
            var other = Take(new Composer(model, null, 4), 500);
            composer.Reset(3);

            Assert.That(Take(composer, 500), Is.EqualTo(first));
            Assert.That(other, Is.Not.EqualTo(first));
        }

        [Test]
        public void A_reset_forgets_what_was_heard_and_a_primer_all_but_chance()
        {
            var options = new ComposerOptions();
            options.Sampling.RepetitionPenalty = 1.5f;
            var composer = new Composer(model, options, 8);
            Take(composer, 500);
            composer.Reset(3);
            Assert.That(Take(composer, 200), Is.EqualTo(Take(new Composer(model, options, 3), 200)));

            var primer = new NoteSequence();
            primer.Notes.Add(new Note(0, 480, 60, 66));
            primer.Sort();
            composer.Reset(3);
            composer.Prime(primer);
            var expected = Take(composer, 200);
            composer.Reset(8);
            Take(composer, 500);
            composer.Reset(3);
            composer.Prime(primer);
            Assert.That(Take(composer, 200), Is.EqualTo(expected));
            composer.Prime(primer);
            Assert.That(Take(composer, 200), Is.Not.EqualTo(expected));
        }

        [Test]
        public void A_saved_session_goes_on_elsewhere_as_it_would_have()
        {
            var options = new ComposerOptions();
            options.Sampling.RepetitionPenalty = 1.3f;
            var composer = new Composer(model, options, 5);
            var saved = new byte[composer.MaxSavedSize];
            for (var round = 0; round < 8; round++)
            {
                // After an odd number of events, so that some are waiting to be taken.
                Take(composer, 37);
                var length = composer.Save(saved);
                var expected = Take(composer, 200);
                var other = new Composer(model, options, 6);
                Take(other, 50);
                other.Restore(saved.AsSpan(0, length));

                Assert.That(Take(other, 200), Is.EqualTo(expected));
                Assert.That(other.Seconds, Is.EqualTo(composer.Seconds));
            }
        }

        [Test]
        public void What_is_damaged_or_of_another_model_is_not_restored()
        {
            var composer = new Composer(model, null, 5);
            var saved = new byte[composer.MaxSavedSize];
            var length = composer.Save(saved);
            var other = MusicModel.Create(model.Codec, new SequenceConfig { Size = 8, Layers = 1 }, 1);

            Assert.That(() => new Composer(other).Restore(saved.AsSpan(0, length)), Throws.ArgumentException);
            Assert.That(() => composer.Restore(saved.AsSpan(0, length - 1)), Throws.ArgumentException);
            Assert.That(() => composer.Restore(default), Throws.ArgumentException);
            saved[length / 2] ^= 1;
            Assert.That(() => composer.Restore(saved.AsSpan(0, length)), Throws.ArgumentException);
            var expected = Take(new Composer(model, null, 5), 100);
            Assert.That(Take(composer, 100), Is.EqualTo(expected), "nothing has changed");
        }

#if !RNNGEN_CHECKS // a build with checks makes new tensors, to tell those that no longer live
        [Test]
        public void Nothing_is_allocated_for_an_event()
        {
            var options = new ComposerOptions { Scale = Scale.Parse("D:dorian") };
            options.Sampling.TopP = 0.95f;
            var composer = new Composer(model, options, 1);
            var least = Allocations.Of(() =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    composer.TryNext(out _);
                }
            });

            Assert.That(least, Is.Zero);
        }
#endif

        [Test]
        public void A_scale_does_not_bind_a_primer()
        {
            var primer = new NoteSequence();
            for (var i = 0; i < 24; i++)
            {
                primer.Notes.Add(new Note(480 * i, 480 * i + 240, (byte)(60 + i), (byte)(20 + 4 * i)));
            }

            primer.Sort();
            var composer = new Composer(model, new ComposerOptions { Scale = Scale.Parse("C:pentatonic") });
            var heard = new NoteRecorder();
            composer.Prime(primer, heard);

            // The last note still sounds.
            Assert.That(
                heard.ToSequence().Notes.Take(23).Select(note => (note.Start, note.Pitch, note.Velocity)),
                Is.EqualTo(model.Codec.Decode(model.Codec.Encode(primer)).Notes
                    .Take(23).Select(note => (note.Start, note.Pitch, note.Velocity))));
            Assert.That(composer.Scale, Is.Not.Null);
        }

        [Test]
        public void A_primer_is_heard_as_the_codec_reads_it_and_goes_on()
        {
            var primer = new NoteSequence();
            for (var i = 0; i < 8; i++)
            {
                primer.Notes.Add(new Note(480 * i, 480 * i + 240, (byte)(60 + i), 66));
            }

            primer.Sort();
            var composer = new Composer(model, null, 9);
            Take(composer, 100);
            composer.Reset(9);
            var song = new NoteRecorder();
            composer.Prime(primer, song);
            var primed = composer.Seconds;
            composer.ComposeSeconds(20, song);
            var notes = song.ToSequence().Notes;
            var expected = model.Codec.Decode(model.Codec.Encode(primer)).Notes;
            var last = expected[7].Start;

            // The last note may be struck again, and so cut off.
            Assert.That(notes.Where(note => note.Start < last), Is.EqualTo(expected.Take(7)));
            Assert.That(notes.Count, Is.GreaterThan(20));
            Assert.That(composer.Seconds, Is.GreaterThanOrEqualTo(primed + 20));
        }

        // Oracle: the codec, which reads the same tokens from the first to the last event.
        [Test]
        public void A_primed_piece_has_the_tempo_of_the_codec_from_the_beginning()
        {
            var primer = new NoteSequence();
            primer.Notes.Add(new Note(0, 480, 60, 66));
            primer.Tempo.Set(0, 400_000);
            var expected = model.Codec.Decode(model.Codec.Encode(primer)).Tempo.TempoAt(0);
            var song = new NoteRecorder();
            new Composer(model).Prime(primer, song);

            Assert.That(
                song.ToSequence().Tempo.TempoAt(0).MicrosecondsPerQuarter,
                Is.EqualTo(expected.MicrosecondsPerQuarter));
        }

        // Oracle: a recorder of the events one by one, far beyond the end.
        [Test]
        public void Notes_end_where_they_do_up_to_the_end_of_what_is_composed()
        {
            for (ulong seed = 0; seed < 8; seed++)
            {
                var song = new NoteRecorder();
                new Composer(model, null, seed).ComposeSeconds(3, song);
                var whole = new NoteRecorder();
                foreach (var next in Take(new Composer(model, null, seed), 3000))
                {
                    whole.Add(next);
                }

                var end = song.EndTick;
                Assert.That(whole.EndTick, Is.GreaterThan(end));
                Assert.That(
                    song.ToSequence().Notes.Where(note => note.End < end),
                    Is.EqualTo(whole.ToSequence().Notes.Where(note => note.End < end)));
            }
        }

        [Test]
        public void Pitches_stay_in_the_scale_which_can_change()
        {
            var options = new ComposerOptions { Scale = Scale.Parse("C:pentatonic") };
            var composer = new Composer(model, options, 2);
            Assert.That(PitchClasses(composer), Is.EquivalentTo(new[] { 0, 2, 4, 7, 9 }));

            // At most two events are already waiting to be taken.
            composer.Scale = Scale.Parse("F#:pentatonic");
            Take(composer, 2);
            Assert.That(PitchClasses(composer), Is.EquivalentTo(new[] { 6, 8, 10, 1, 3 }));
        }

        [Test]
        public void Seconds_are_composed_to_the_end()
        {
            var composer = new Composer(model, null, 4);
            var song = new NoteRecorder();
            for (var i = 0; i < 10; i++)
            {
                composer.ComposeSeconds(1, song);
            }

            var sequence = song.ToSequence();
            Assert.That(sequence.Seconds, Is.EqualTo(composer.Seconds).Within(1e-3));
            Assert.That(sequence.Seconds, Is.GreaterThanOrEqualTo(10));
        }

        // Found once on .NET on x64. A change of these bits is a change of all music that players know by its
        // seed: only a deliberate change of arithmetic, sampling or grammar may do that.
        [Test]
        public void The_bits_are_those_of_every_platform()
        {
            var options = new ComposerOptions();
            options.Sampling.Temperature = 0.8f;
            options.Sampling.TopP = 0.98f;
            var hash = 14695981039346656037UL;
            foreach (var next in Take(new Composer(model, options, 2026), 1000))
            {
                foreach (var c in next.ToString())
                {
                    hash = unchecked((hash ^ c) * 1099511628211UL);
                }
            }

            var expected = model.Codec.IsMetric ? 1222662688803717983UL : 3222515111551691474UL;
            Assert.That(hash, Is.EqualTo(expected));
        }

        private static int[] PitchClasses(Composer composer)
        {
            return Take(composer, 1000)
                .Where(next => next.Kind == NoteEventKind.NoteOn && next.Channel != Note.DrumChannel)
                .Select(next => next.Pitch % 12).Distinct().ToArray();
        }

        private static List<NoteEvent> Take(Composer composer, int count)
        {
            var events = new List<NoteEvent>();
            while (events.Count < count)
            {
                if (composer.TryNext(out var next))
                {
                    events.Add(next);
                }
            }

            return events;
        }
    }
}
