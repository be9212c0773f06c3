using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>
    /// A program for the machine, written down as weights: it copies what it is shown, which proves content and
    /// location addressing, writing and reading without training (Graves et al. 2014, section 4.1).
    /// </summary>
    /// <remarks>
    /// The input is eight bits, a flag that starts and a flag that ends. A write head moves on by one location a
    /// step, from a start in the middle, so that long sequences go round the ring; first it writes a marker.
    /// At the end the read head finds the marker by content, and from then on moves by one location a step.
    /// </remarks>
    public sealed class NtmCopyTests
    {
        private const int Bits = 8;
        private const int Flag = Bits;
        private const int End = Bits + 1;
        private const int Inputs = Bits + 2;
        private const int Width = Bits + 1;
        private const int Start = 60;

        // The controller's units: one for each number to store, then one that stays on once the end was seen,
        // and one that is on only there.
        private const int Ended = Width;
        private const int Ends = Width + 1;
        private const int Size = Width + 2;

        private readonly ParameterSet parameters = new ParameterSet(1);
        private readonly NtmConfig config = new NtmConfig { Width = Width };
        private readonly NtmCell<LstmState> cell;

        public NtmCopyTests()
        {
            var controller = new LstmCell(parameters, "lstm", Inputs + Width, Size);
            cell = new NtmCell<LstmState>(parameters, "ntm", config, controller);
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Fill(0, 0, parameters[i].Outputs);
            }

            ProgramController();
            ProgramHeads();
            for (var i = 0; i < parameters.Count; i++)
            {
                parameters[i].Changed();
            }
        }

        [Test]
        public void Copies_without_an_error([Values(1, 20, 100, 127)] int length)
        {
            var rng = new Rng((ulong)length);
            var bits = Enumerable.Range(0, length)
                .Select(_ => Enumerable.Range(0, Bits).Select(__ => (float)rng.Below(2)).ToArray()).ToArray();
            var on = new CpuBackend();
            var state = cell.InitialState(on, 1);
            Step(on, ref state, Flag, new float[Bits]);
            foreach (var vector in bits)
            {
                Step(on, ref state, -1, vector);
            }

            Step(on, ref state, End, new float[Bits]);
            foreach (var vector in bits)
            {
                var read = Step(on, ref state, -1, new float[Bits]);
                Assert.That(read.Take(Bits).Select(y => y > 0 ? 1f : 0), Is.EqualTo(vector));
                Assert.That(read.Take(Bits), Is.All.LessThan(-0.99f).Or.GreaterThan(0.99f));
            }
        }

        [Test]
        public void More_than_the_memory_holds_overwrites_the_marker()
        {
            var on = new CpuBackend();
            var state = cell.InitialState(on, 1);
            Step(on, ref state, Flag, new float[Bits]);
            for (var t = 0; t < config.Locations; t++)
            {
                Assert.That(state.Memory.Row(0)[Flag * config.Locations + Start], Is.EqualTo(1).Within(1e-5));
                Step(on, ref state, -1, new float[Bits]);
            }

            Assert.That(state.Memory.Row(0)[Flag * config.Locations + Start], Is.EqualTo(-1).Within(1e-5));
        }

        private float[] Step(CpuBackend on, ref NtmState<LstmState> state, int flag, float[] bits)
        {
            on.NextStep();
            var x = bits.Concat(new float[2]).ToArray();
            if (flag >= 0)
            {
                x[flag] = 1;
            }

            return cell.Step(on.From(x, 1, Inputs), ref state).Row(0).Slice(Size).ToArray();
        }

        /// <summary>Gates are i, f, g, o; a gate of ±20 is open or shut, and a unit that is on is at tanh 1.</summary>
        private void ProgramController()
        {
            Parameter w = parameters[0], u = parameters[1], b = parameters[2];
            for (var unit = 0; unit < Width; unit++)
            {
                b.Row(0)[unit] = 20;
                b.Row(0)[Size + unit] = -20;
                b.Row(0)[2 * Size + unit] = -20;
                w.Row(unit)[2 * Size + unit] = 40;
                b.Row(0)[3 * Size + unit] = 20;
                w.Row(End)[3 * Size + unit] = -40;
                u.Row(Ended)[3 * Size + unit] = -80;
            }

            b.Row(0)[Ended] = -20;
            w.Row(End)[Ended] = 40;
            b.Row(0)[Size + Ended] = 20;
            b.Row(0)[2 * Size + Ended] = 20;
            b.Row(0)[3 * Size + Ended] = 20;

            b.Row(0)[Ends] = 20;
            b.Row(0)[Size + Ends] = -20;
            b.Row(0)[2 * Size + Ends] = -20;
            w.Row(End)[2 * Size + Ends] = 40;
            b.Row(0)[3 * Size + Ends] = 20;
        }

        /// <summary>Each head is k, β, γ, g, and moves by -1, 0, 1; the limit makes 100 of the controller 20.</summary>
        private void ProgramHeads()
        {
            Parameter w = parameters[3], b = parameters[4], start = parameters[5];
            const int Head = Width + 6;
            const int Strength = Width, Sharpness = Width + 1, Gate = Width + 2, Moves = Width + 3;

            for (var j = 0; j < Width; j++)
            {
                b.Row(0)[j] = j == Flag ? 100 : -100;
            }

            b.Row(0)[Strength] = 100;
            b.Row(0)[Sharpness] = 100;
            w.Row(Ends)[Gate] = 200;
            b.Row(0)[Moves] = -100;
            b.Row(0)[Moves + 2] = -400;
            w.Row(Ended)[Moves + 2] = 400;
            w.Row(Ends)[Moves + 2] = -400;

            b.Row(0)[Head + Sharpness] = 100;
            b.Row(0)[Head + Gate] = -100;
            b.Row(0)[Head + Moves] = -100;
            b.Row(0)[Head + Moves + 1] = -100;
            b.Row(0)[Head + Moves + 2] = 100;
            start.Row(0)[config.Locations + Start - 1] = 100;

            for (var j = 0; j < Width; j++)
            {
                b.Row(0)[2 * Head + j] = 100;
                w.Row(Ended)[2 * Head + j] = -300;
                w.Row(j)[2 * Head + Width + j] = 100;
            }
        }
    }
}
