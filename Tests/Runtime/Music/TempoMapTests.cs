#nullable enable
using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Oracle: sums of tick lengths in closed form, and in exact decimal arithmetic.</summary>
    public sealed class TempoMapTests
    {
        [Test]
        public void Holds_120_quarters_a_minute_unless_told_otherwise()
        {
            var tempo = new NoteSequence(480).Tempo;
            Assert.That(tempo.SecondsAt(960), Is.EqualTo(1));
            Assert.That(tempo.TickAt(1), Is.EqualTo(960));
            Assert.That(tempo.TempoAt(5).QuartersPerMinute, Is.EqualTo(120));
        }

        [Test]
        public void Adds_the_times_between_changes()
        {
            var tempo = new NoteSequence(100).Tempo;
            tempo.Set(100, 1_000_000);
            tempo.Set(300, 250_000);
            Assert.That(tempo.SecondsAt(100), Is.EqualTo(0.5));
            Assert.That(tempo.SecondsAt(200), Is.EqualTo(1.5));
            Assert.That(tempo.SecondsAt(300), Is.EqualTo(2.5));
            Assert.That(tempo.SecondsAt(500), Is.EqualTo(3));
            Assert.That(tempo.TickAt(1.5), Is.EqualTo(200));
            Assert.That(tempo.TickAt(2.502), Is.EqualTo(301), "2.502 s is 0.8 ticks behind the change");
            Assert.That(tempo.TickAt(3), Is.EqualTo(500));
        }

        [Test]
        public void Takes_changes_in_any_order_and_the_last_at_a_tick()
        {
            var tempo = new NoteSequence(100).Tempo;
            tempo.Set(300, 250_000);
            tempo.Set(100, 7);
            tempo.Set(0, 500_000);
            tempo.Set(100, 1_000_000);
            Assert.That(
                tempo.Changes.Select(change => (change.Tick, change.MicrosecondsPerQuarter)),
                Is.EqualTo(new[] { (0L, 500_000), (100L, 1_000_000), (300L, 250_000) }));
            Assert.That(tempo.SecondsAt(500), Is.EqualTo(3));
        }

        [Test]
        public void Does_not_drift_over_100_000_changes_and_gives_every_tick_back()
        {
            const int TicksPerQuarter = 479;
            var tempo = new NoteSequence(TicksPerQuarter).Tempo;
            var random = new Rng(1);
            var ticks = new long[100_000];
            var exact = 0m;
            for (var i = 1; i < ticks.Length; i++)
            {
                var before = tempo.TempoAt(ticks[i - 1]).MicrosecondsPerQuarter;
                ticks[i] = ticks[i - 1] + 1 + random.Below(1000);
                exact += (ticks[i] - ticks[i - 1]) * (decimal)before;
                tempo.Set(ticks[i], 1 + random.Below(TempoMap.MaxTempo));
            }

            var last = ticks[ticks.Length - 1];
            Assert.That(tempo.SecondsAt(last), Is.EqualTo((double)(exact / TicksPerQuarter / 1_000_000)));
            foreach (var tick in ticks)
            {
                Assert.That(tempo.TickAt(tempo.SecondsAt(tick)), Is.EqualTo(tick));
                Assert.That(tempo.TickAt(tempo.SecondsAt(tick + 1)), Is.EqualTo(tick + 1));
            }
        }

        [Test]
        public void Refuses_tempos_that_a_file_cannot_hold()
        {
            var tempo = new NoteSequence().Tempo;
            Assert.That(() => tempo.Set(-1, 500_000), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => tempo.Set(0, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => tempo.Set(0, 1 << 24), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }
    }
}
