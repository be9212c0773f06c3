using System;
using System.Diagnostics;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Strokes that take at least as long as they say: more time can only make them fewer.</summary>
    public class StrokeBudgetTests
    {
        // Oracle: 2 strokes of 5 ms are as long as 12 ms can hold.
        [Test]
        public void Strokes_end_within_the_budget()
        {
            var strokes = new Waits(_ => 5);
            Assert.That(StrokeBudget.Spend(strokes, TimeSpan.FromMilliseconds(12), 100), Is.InRange(1, 2));
        }

        // After 15 of 20 ms there is no room for another as long, however short it would have been.
        [Test]
        public void The_longest_stroke_so_far_is_what_the_next_may_take()
        {
            var strokes = new Waits(stroke => stroke == 0 ? 15 : 0);
            Assert.That(StrokeBudget.Spend(strokes, TimeSpan.FromMilliseconds(20), 100), Is.EqualTo(1));
        }

        private sealed class Waits : IStrokes
        {
            private readonly Func<int, double> milliseconds;
            private int strokes;

            public Waits(Func<int, double> milliseconds)
            {
                this.milliseconds = milliseconds;
            }

            public bool TryNext()
            {
                var watch = Stopwatch.StartNew();
                var least = milliseconds(strokes++);
                while (watch.Elapsed.TotalMilliseconds < least)
                {
                }

                return true;
            }
        }
    }
}
