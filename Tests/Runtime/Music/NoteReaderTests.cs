#nullable enable
using System;
using System.Collections.Generic;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>
    /// Walks at random through each grammar, and checks what is heard with a naive listener.
    /// </summary>
    [TestFixture("performance", null)]
    [TestFixture("performance", "Eb:minor-pentatonic")]
    [TestFixture("score", null)]
    [TestFixture("score", "F#:dorian")]
    public sealed class NoteReaderTests
    {
        private const int Steps = 100_000;

        private readonly NoteCodec codec;
        private readonly Scale? scale;
        private readonly float[] logits;
        private readonly List<int> legal = new List<int>();

        public NoteReaderTests(string codec, string? scale)
        {
            this.codec = NoteCodec.ByName(codec);
            logits = new float[this.codec.TokenCount];
            this.scale = scale == null ? null : Scale.Parse(scale);
        }

        [Test]
        public void No_legal_walk_gives_a_stuck_zero_length_or_overlapping_note()
        {
            var rng = new Rng(1);
            var reader = codec.NewReader();
            reader.Scale = scale;
            var listener = new Listener(codec.IsMetric, scale);
            for (var i = 0; i < Steps; i++)
            {
                listener.Hear(reader);
                if (Legal(reader).Count == 0)
                {
                    Assert.Fail("A dead end.");
                }

                reader.Accept(legal[rng.Below(legal.Count)]);
            }

            reader.Finish();
            listener.Hear(reader);
            Assert.That(listener.Sounding, Is.Zero, "stuck notes");
            Assert.That(listener.Notes, Is.GreaterThan(Steps / 20));
        }

        [Test]
        public void No_walk_of_any_tokens_gives_a_stuck_zero_length_or_overlapping_note()
        {
            var rng = new Rng(2);
            var reader = codec.NewReader();
            var listener = new Listener(codec.IsMetric, null);
            for (var i = 0; i < Steps; i++)
            {
                listener.Hear(reader);
                reader.Accept(rng.Below(codec.TokenCount));
            }

            reader.Finish();
            listener.Hear(reader);
            Assert.That(listener.Sounding, Is.Zero, "stuck notes");
        }

        [Test]
        public void The_mask_forbids_exactly_what_is_not_allowed()
        {
            var rng = new Rng(3);
            var reader = codec.NewReader();
            reader.Scale = scale;
            for (var i = 0; i < 500; i++)
            {
                Legal(reader);
                for (var token = 0; token < logits.Length; token++)
                {
                    Assert.That(logits[token], Is.EqualTo(reader.Allows(token) ? 0 : float.NegativeInfinity));
                }

                reader.Accept(legal[rng.Below(legal.Count)]);
            }
        }

        [Test]
        public void A_change_of_scale_never_leaves_a_dead_end()
        {
            var rng = new Rng(4);
            var reader = codec.NewReader();
            for (var i = 0; i < 20_000; i++)
            {
                reader.Scale = Scale.Parse("CDEFGAB"[rng.Below(7)] + ":pentatonic");
                Legal(reader);
                Assert.That(legal, Is.Not.Empty);

                // The highest tokens are the most likely to leave no room above.
                reader.Accept(legal[legal.Count - 1 - rng.Below(Math.Min(legal.Count, 3))]);
            }
        }

        // Oracle: the tempo events alone, added up from one to the next.
        [Test]
        public void Seconds_follow_a_tempo_that_the_game_changes()
        {
            var rng = new Rng(5);
            var reader = codec.NewReader();
            reader.Scale = scale;
            double quarter = 0.5, seconds = 0;
            var tick = 0L;
            for (var i = 0; i < 20_000; i++)
            {
                while (reader.TryTake(out var next))
                {
                    Assert.That(next.Tick, Is.GreaterThanOrEqualTo(tick));
                    seconds += (next.Tick - tick) * quarter / NoteEvent.TicksPerQuarter;
                    tick = next.Tick;
                    Assert.That(next.Seconds, Is.EqualTo(seconds).Within(1e-6 * (1 + seconds)));
                    quarter = next.Kind == NoteEventKind.Tempo ? next.MicrosecondsPerQuarter / 1e6 : quarter;
                }

                reader.Tempo = codec.IsMetric ? 40 + rng.Below(200) : (double?)null;
                Legal(reader);
                reader.Accept(legal[rng.Below(legal.Count)]);
            }
        }

        private List<int> Legal(NoteReader reader)
        {
            legal.Clear();
            Array.Clear(logits, 0, logits.Length);
            reader.Mask(logits);
            for (var token = 0; token < logits.Length; token++)
            {
                if (logits[token] == 0)
                {
                    legal.Add(token);
                }
            }

            return legal;
        }

        /// <summary>Keeps a book of what sounds, and complains.</summary>
        private sealed class Listener
        {
            private readonly Dictionary<(int Channel, int Pitch), long> sounding =
                new Dictionary<(int Channel, int Pitch), long>();

            private readonly long longest;
            private readonly Scale? scale;
            private double seconds;
            private long tick;
            private int bar = -1;

            public Listener(bool isMetric, Scale? scale)
            {
                longest = isMetric ? 32 * NoteEvent.TicksPerQuarter : 10_000;
                this.scale = scale;
            }

            public void Hear(NoteReader reader)
            {
                while (reader.TryTake(out var next))
                {
                    // Assertions that hold are not made, because a constraint is slow.
                    if (next.Tick < tick || next.Seconds < seconds - 1e-9)
                    {
                        Assert.Fail($"Time goes back: {next} after {tick}.");
                    }

                    tick = next.Tick;
                    seconds = next.Seconds;
                    Hear(next);
                }
            }

            private void Hear(NoteEvent next)
            {
                var key = (next.Channel, next.Pitch);
                if (next.Kind == NoteEventKind.NoteOn)
                {
                    Notes++;
                    if (!sounding.TryAdd(key, next.Tick))
                    {
                        Assert.Fail($"Overlap: {next}.");
                    }

                    if (next.Velocity < 1 || next.Velocity > 127)
                    {
                        Assert.Fail($"Not a velocity: {next}.");
                    }

                    if (scale != null && next.Channel != 9 && !scale.Contains(next.Pitch))
                    {
                        Assert.Fail($"Not in the scale: {next}.");
                    }
                }
                else if (next.Kind == NoteEventKind.NoteOff)
                {
                    if (!sounding.Remove(key, out var start)
                        || next.Tick <= start || next.Tick > start + longest)
                    {
                        Assert.Fail($"An end without beginning, at once, or late: {next} from {start}.");
                    }
                }
                else if (next.Kind == NoteEventKind.Bar && next.Bar != ++bar)
                {
                    Assert.Fail($"A bar out of order: {next}.");
                }
            }

            public int Notes { get; private set; }

            public int Sounding => sounding.Count;
        }
    }
}
