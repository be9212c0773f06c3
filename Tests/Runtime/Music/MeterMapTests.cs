#nullable enable
using System;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Oracle: bars counted by hand, and one tick at a time.</summary>
    public sealed class MeterMapTests
    {
        [TestCase(0, 0, 0, 0)]
        [TestCase(479, 0, 0, 479)]
        [TestCase(480, 0, 1, 0)]
        [TestCase(1920, 1, 0, 0)]
        [TestCase(1920 + 1440 - 1, 1, 2, 479)]
        [TestCase(1920 + 1440, 2, 0, 0)]
        [TestCase(1920 + 2880, 3, 0, 0)]
        [TestCase(1920 + 2880 + 240, 3, 1, 0)]
        [TestCase(1920 + 2880 + 7 * 240, 4, 0, 0)]
        public void Counts_bars_over_4_4_then_3_4_then_7_8(long tick, long bar, int beat, long rest)
        {
            var meter = new NoteSequence(480).Meter;
            meter.Set(1920, 3, 4);
            meter.Set(1920 + 2880, 7, 8);
            var at = meter.At(tick);
            Assert.That((at.Bar, at.Beat, at.Tick), Is.EqualTo((bar, beat, rest)));
            Assert.That(meter.TickAt(bar, beat) + rest, Is.EqualTo(tick));
        }

        [Test]
        public void Begins_a_bar_with_every_change_even_in_the_middle_of_one()
        {
            var meter = new NoteSequence(480).Meter;
            meter.Set(1000, 2, 4);
            Assert.That(meter.At(999).Bar, Is.EqualTo(0));
            Assert.That(meter.At(1000).Bar, Is.EqualTo(1));
            Assert.That(meter.TickAt(1), Is.EqualTo(1000));
            Assert.That(meter.TickAt(2), Is.EqualTo(1960));
        }

        [TestCase(1, 3, 8)]
        [TestCase(5, 7, 16)]
        [TestCase(96, 5, 128)]
        [TestCase(1, 1, 128)]
        public void Beats_between_ticks_begin_at_the_next_tick(
            int ticksPerQuarter, int numerator, int denominator)
        {
            var meter = new NoteSequence(ticksPerQuarter).Meter;
            meter.Set(0, numerator, denominator);
            for (var tick = 0L; tick < 1000; tick++)
            {
                // Beat n begins at n · 4 · ticksPerQuarter / denominator exactly: count those that are past.
                var beats = 0L;
                while ((beats + 1) * 4 * ticksPerQuarter <= tick * denominator)
                {
                    beats++;
                }

                var at = meter.At(tick);
                Assert.That((at.Bar, (long)at.Beat), Is.EqualTo((beats / numerator, beats % numerator)));
                Assert.That(meter.TickAt(at.Bar, at.Beat) + at.Tick, Is.EqualTo(tick));
            }
        }

        [TestCase(0, 4)]
        [TestCase(256, 4)]
        [TestCase(4, 0)]
        [TestCase(4, 3)]
        [TestCase(4, 256)]
        public void Refuses_time_signatures_that_do_not_exist(int numerator, int denominator)
        {
            var meter = new NoteSequence().Meter;
            Assert.That(() => meter.Set(0, numerator, denominator), Throws.ArgumentException);
            Assert.That(() => meter.Set(-1, 4, 4), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }
    }
}
