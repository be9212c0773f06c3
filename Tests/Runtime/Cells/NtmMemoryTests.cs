using System;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>Tables worked out by hand as the oracle of addressing, reading and writing.</summary>
    public sealed class NtmMemoryTests
    {
        private static readonly NtmConfig Config = new NtmConfig { Locations = 5, Width = 3 };

        private readonly CpuBackend on = new CpuBackend();
        private readonly NtmMemory memory = new NtmMemory(Config);

        [Test]
        public void Writing_replaces_what_a_head_is_at_and_erases_fully()
        {
            var before = Row(Plain.Random(new Rng(1), 15));
            var after = memory.Write(before, Both(0, 1, 0, 0, 0), Row(1, 1, 1), Row(4, -5, 6)).Row(0).ToArray();
            for (var i = 0; i < 5; i++)
            {
                var expected = i == 1
                    ? new[] { 4f, -5, 6 }
                    : new[] { before.Row(0)[i], before.Row(0)[5 + i], before.Row(0)[10 + i] };
                Assert.That(new[] { after[i], after[5 + i], after[10 + i] }, Is.EqualTo(expected));
            }
        }

        [Test]
        public void Two_half_erased_locations_keep_half()
        {
            var ones = Row(Enumerable.Repeat(1f, 15).ToArray());
            var after = memory.Write(ones, Both(0.5f, 0.5f, 0, 0, 0), Row(1, 0.5f, 0), Row(0, 0, 0));
            Assert.That(after.Row(0).ToArray(), Is.EqualTo(new[]
            {
                0.5f, 0.5f, 1, 1, 1, 0.75f, 0.75f, 1, 1, 1, 1, 1, 1, 1, 1,
            }));
        }

        [Test]
        public void All_heads_erase_before_any_adds()
        {
            var config = new NtmConfig { Locations = 2, Width = 1, WriteHeads = 3 };
            var weightings = Row(0, 0, 1, 0, 0.5f, 0.5f, 1, 0);
            var after = new NtmMemory(config).Write(
                Row(8, 8), weightings, Row(0.5f, 1, 0), Row(1, 20, 300));
            Assert.That(after.Row(0).ToArray(), Is.EqualTo(new float[] { 8 / 4 + 1 + 10 + 300, 8 / 2 + 10 }));
        }

        [Test]
        public void Reading_weighs_the_locations()
        {
            var config = new NtmConfig { Locations = 2, Width = 3, ReadHeads = 2 };
            var read = new NtmMemory(config).Read(
                Row(1, 2, 3, 4, 5, 6), Row(0.25f, 0.75f, 1, 0, 0, 1));
            Assert.That(read.Row(0).ToArray(), Is.EqualTo(new[] { 1.75f, 3.75f, 5.75f, 1, 3, 5 }));
        }

        [Test]
        public void Content_sharpened_is_one_hot()
        {
            var contents = Row(1, 0, 0, 0.7f, -1, 0, 1, 0, 0.7f, 0, 0, 0, 1, 0, 0);
            var focus = Focus(new[] { 0.1f, 3, 0 }, beta: 100, gamma: 100, gate: 1, 0, 1, 0);
            var w = memory.Address(contents, Both(1, 0, 0, 0, 0), focus).Row(0);
            Assert.That(w[1], Is.EqualTo(1));
            Assert.That(w.ToArray().Where((_, i) => i % 5 != 1), Is.All.InRange(0, 1e-37));
        }

        [Test]
        public void Content_is_the_softmax_of_cosines()
        {
            var contents = Row(1, 0, -2, 0, 0.5f, 0, 3, 0, 0, 0.5f, 0, 0, 0, 0, 0);
            var w = memory.Address(
                contents, Both(1, 0, 0, 0, 0), Focus(new[] { 2f, 0, 0 }, 1, 1, 1, 0, 1, 0)).Row(0);
            var e = new[] { 1, 0, -1, 0, Math.Sqrt(0.5) }.Select(Math.Exp).ToArray();
            for (var i = 0; i < 5; i++)
            {
                Assert.That(w[i], Is.EqualTo(e[i] / e.Sum()).Within(1e-6));
            }
        }

        [Test]
        public void A_move_turns_the_ring([Values(-1, 0, 1)] int by, [Values(0, 2, 4)] int from)
        {
            var before = new float[5];
            before[from] = 1;
            var moves = new float[3];
            moves[by + 1] = 1;
            var focus = Focus(new float[3], 1, 1, 0, moves);
            var w = memory.Address(Row(Plain.Random(new Rng(1), 15)), Both(before), focus).Row(0);
            for (var i = 0; i < 10; i++)
            {
                Assert.That(w[i], Is.EqualTo(i % 5 == (from + by + 5) % 5 ? 1 : 0).Within(1e-20), $"at {i}");
            }
        }

        [Test]
        public void Moves_by_several_locations_are_told_apart()
        {
            var config = new NtmConfig { Locations = 7, Width = 1, Shift = 3 };
            var previous = Row(0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
            var moves = new[] { 0.05f, 0.1f, 0.15f, 0.2f, 0.25f, 0.1f, 0.15f };
            var focus = Focus(new float[1], 1, 1, 0, moves);
            var w = new NtmMemory(config).Address(Row(new float[7]), previous, focus).Row(0);
            var expected = new[] { 0.15f, 0.2f, 0.25f, 0.1f, 0.15f, 0.05f, 0.1f };
            for (var i = 0; i < 7; i++)
            {
                Assert.That(w[i], Is.EqualTo(expected[i]).Within(1e-6));
            }
        }

        [Test]
        public void Without_content_move_or_sharpening_nothing_changes()
        {
            var before = new[] { 0.1f, 0.3f, 0.2f, 0.15f, 0.25f };
            var w = memory.Address(
                Row(Plain.Random(new Rng(1), 15)), Both(before), Focus(new float[3], 5, 1, 0, 0, 1, 0)).Row(0);
            for (var i = 0; i < 10; i++)
            {
                Assert.That(w[i], Is.EqualTo(before[i % 5]).Within(1e-6));
            }
        }

        [Test]
        public void Any_focus_gives_a_weighting()
        {
            var rng = new Rng(5);
            for (var trial = 0; trial < 300; trial++)
            {
                var scale = trial % 3 == 0 ? 0 : MathF.Pow(10, rng.Below(12) - 6);
                var raw = Row(Plain.Random(rng, 2 * Config.AddressSize, trial % 2 == 0 ? 20 : 1));
                var focus = NtmFocus.From(raw.Reshape(Config.AddressSize), Config);
                var previous = new float[5];
                previous[rng.Below(5)] = 1;
                var w = memory.Address(Row(Plain.Random(rng, 15, scale)), Both(previous), focus).Row(0).ToArray();
                Assert.That(w, Is.All.InRange(0, 1));
                Assert.That(w.Take(5).Sum(), Is.EqualTo(1).Within(1e-6));
                Assert.That(w.Skip(5).Sum(), Is.EqualTo(1).Within(1e-6));
                on.NextStep();
            }
        }

        /// <summary>Makes both heads look alike.</summary>
        private NtmFocus Focus(float[] key, float beta, float gamma, float gate, params float[] moves)
        {
            return new NtmFocus(
                Twice(key), Twice(beta), Twice(gamma), Twice(gate), Twice(moves));
        }

        private Tensor Twice(params float[] values)
        {
            return on.From(values.Concat(values).ToArray(), 2, values.Length);
        }

        private Tensor Both(params float[] weighting) => Row(weighting.Concat(weighting).ToArray());

        private Tensor Row(params float[] values) => on.From(values, 1, values.Length);
    }
}
