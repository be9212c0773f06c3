using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>The backend that plays, BPTT written by hand, and closed forms as oracles of the tape.</summary>
    public sealed class TapeTests
    {
        [Test]
        public void Computes_the_bits_of_the_backend_that_plays(
            [ValueSource(typeof(SequenceConfig), nameof(SequenceConfig.Cells))] string cell, [Values(1, 5, 9)] int rows)
        {
            var parameters = new ParameterSet(1);
            var network = Network(cell, parameters, size: 33);
            var expected = Losses(new CpuBackend(), network, rows, null);
            var tape = new TapeBackend(parameters, isExact: true);
            foreach (var record in new[] { false, true })
            {
                Assert.That(Losses(tape, network, rows, record), Is.EqualTo(expected));
            }

            var fused = Losses(new TapeBackend(parameters), network, rows, true);
            Assert.That(fused, Is.EqualTo(expected).Within(1e-5));
        }

        [Test]
        public void Exact_gradients_are_the_same_bits_at_every_width(
            [ValueSource(typeof(SequenceConfig), nameof(SequenceConfig.Cells))] string cell, [Values(16, 37)] int size)
        {
            var parameters = new ParameterSet(1);
            var network = Network(cell, parameters, size);
            var all = Widths.All.Select(width =>
            {
                var panels = new TrainingPanels(parameters, (Width)width);
                var tape = new TapeBackend(parameters, panels, true, (Width)width);
                Losses(tape, network, 7, true);
                return Plain.Bits(Gradient(tape, parameters));
            }).ToArray();
            Assert.That(all, Is.All.EqualTo(all[0]));
        }

        [Test]
        public void Fused_gradients_agree_at_every_width(
            [ValueSource(typeof(SequenceConfig), nameof(SequenceConfig.Cells))] string cell)
        {
            var parameters = new ParameterSet(1);
            var network = Network(cell, parameters, 37);
            var exact = new TapeBackend(parameters, isExact: true);
            Losses(exact, network, 7, true);
            var expected = Gradient(exact, parameters);
            foreach (var width in Widths.All)
            {
                var panels = new TrainingPanels(parameters, (Width)width);
                var tape = new TapeBackend(parameters, panels, false, (Width)width);
                Losses(tape, network, 7, true);
                var actual = Gradient(tape, parameters);
                Assert.That(actual, Is.EqualTo(expected).Within(1e-5 * expected.Max(Math.Abs)));
            }
        }

        [Test]
        public void Lstm_equals_backpropagation_by_hand()
        {
            const int Size = 5, Inputs = 3, Steps = 7;
            var parameters = new ParameterSet(1);
            var cell = new LstmCell(parameters, "cell", Inputs, Size);
            Plain.Scatter(parameters, 2);
            var rng = new Rng(3);
            var xs = Enumerable.Range(0, Steps).Select(_ => Plain.Random(rng, Inputs)).ToArray();
            var tape = new TapeBackend(parameters);
            tape.Differentiate(on =>
            {
                var state = cell.InitialState(on, 1);
                Tensor sum = null;
                foreach (var x in xs)
                {
                    var hidden = cell.Step(on.From(x, 1, Inputs), ref state);
                    var squares = (hidden * hidden).Sum();
                    sum = sum == null ? squares : sum + squares;
                }

                return sum;
            });
            var expected = new LstmByHand(parameters, Inputs, Size).Gradient(xs);
            for (var i = 0; i < parameters.Count; i++)
            {
                for (var input = 0; input < parameters[i].Inputs; input++)
                {
                    var actual = tape.Gradient(parameters[i], input).ToArray();
                    for (var j = 0; j < actual.Length; j++)
                    {
                        Assert.That(actual[j], Is.EqualTo(expected[i][input, j]).Within(1e-5));
                    }
                }
            }
        }

        [Test]
        public void Slopes_of_one_tensor_add_up_over_its_uses()
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Row("w", 3);
            new float[] { 1, 2, 3 }.CopyTo(w.Row(0));
            var tape = new TapeBackend(parameters);

            // d/dx (x² + 3 x - x) summed over two rows, and twice the middle for its view.
            tape.Differentiate(on =>
            {
                var x = on.Repeat(w, 2);
                return (x * x + x.Scale(3) - x).Sum() + x.Part(1, 1).Scale(2);
            });
            Assert.That(tape.Gradient(w, 0).ToArray(), Is.EqualTo(new float[] { 8, 16, 16 }));
        }

        [Test]
        public void What_is_consumed_may_be_used_before_and_not_after()
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Row("w", 2);
            new float[] { 1, -1 }.CopyTo(w.Row(0));
            var tape = new TapeBackend(parameters);
            var target = new[] { 0 };
            tape.Differentiate(on =>
            {
                var x = on.Repeat(w, 1);
                var squares = (x * x).Sum();
                return squares + x.CrossEntropy(target);
            });
            var p = 1 / (1 + Math.Exp(-2));
            Assert.That(tape.Gradient(w, 0)[0], Is.EqualTo(2 + p - 1).Within(1e-6));
            Assert.That(tape.Gradient(w, 0)[1], Is.EqualTo(-2 + 1 - p).Within(1e-6));
            Assert.That(
                () => tape.Differentiate(on =>
                {
                    var x = on.Repeat(w, 1);
                    return x.CrossEntropy(target) + x.Sum();
                }),
                Throws.InvalidOperationException.With.Message.Contains("consumes"));
            Assert.That(
                () => tape.Differentiate(on =>
                {
                    var x = on.Repeat(w, 1).Scale(2);
                    var loss = x.CrossEntropy(target);
                    on.Keep(x);
                    return loss;
                }),
                Throws.InvalidOperationException.With.Message.Contains("consumes"));
        }

        // Logits beyond all numbers, in a row that is padding: what else it was made of has a slope of 0.
        [Test]
        public void What_padding_holds_changes_no_slope()
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Matrix("w", 1, 2);
            new float[] { 2, 1 }.CopyTo(w.Row(0));
            w.Changed();
            var tape = new TapeBackend(parameters);
            tape.Differentiate(
                on => on.From(new[] { 1, 3e38f }, 2, 1).Linear(w).CrossEntropy(new[] { 0, -1 }));
            var p = 1 / (1 + Math.Exp(-1));
            Assert.That(tape.Gradient(w, 0)[0], Is.EqualTo(p - 1).Within(1e-6));
            Assert.That(tape.Gradient(w, 0)[1], Is.EqualTo(1 - p).Within(1e-6));
        }

        // Numbers that were right forwards would lead the way back out of the memory.
        [TestCase(-1, 0)]
        [TestCase(3, 0)]
        [TestCase(1, 3)]
        public void Tokens_and_targets_must_stay_until_the_way_back(int token, int target)
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Matrix("w", 3, 3);
            int[] tokens = { 1 }, targets = { 0 };
            Assert.That(
                () => new TapeBackend(parameters).Differentiate(on =>
                {
                    var loss = on.OneHot(tokens, 3).Linear(w).CrossEntropy(targets);
                    (tokens[0], targets[0]) = (token, target);
                    return loss;
                }),
                Throws.InvalidOperationException.With.Message.Contains("must stay"));
        }

        [Test]
        public void Log_softmax_over_planes_is_its_definition_both_ways_and_the_same_at_every_width()
        {
            const int Classes = 3, Apart = 37;
            var parameters = new ParameterSet(1);
            var row = parameters.Row("x", Classes * Apart, -2, 2);
            var x = row.Row(0).ToArray();
            var factors = Plain.Random(new Rng(2), x.Length);
            int[] Planes(int i) => Enumerable.Range(0, Classes).Select(c => c * Apart + i % Apart).ToArray();
            double Probability(int i) => Math.Exp(x[i]) / Planes(i).Sum(j => Math.Exp(x[j]));
            var slopes = x.Select((_, i) => factors[i] - Probability(i) * Planes(i).Sum(j => (double)factors[j]));
            var bits = Widths.All.Select(width =>
            {
                var panels = new TrainingPanels(parameters, (Width)width);
                var tape = new TapeBackend(parameters, panels, true, (Width)width);
                var said = Array.Empty<float>();
                tape.Differentiate(on =>
                {
                    var y = on.Repeat(row, 1).LogSoftmax(Classes, Apart);
                    said = y.Row(0).ToArray();
                    return (y * on.From(factors, 1, x.Length)).Sum();
                });
                Assert.That(said, Is.EqualTo(x.Select((_, i) => Math.Log(Probability(i)))).Within(1e-5));
                Assert.That(tape.Gradient(row, 0).ToArray(), Is.EqualTo(slopes).Within(1e-5));
                return Plain.Bits(said).Concat(Plain.Bits(tape.Gradient(row, 0))).ToArray();
            }).ToArray();
            Assert.That(bits, Is.All.EqualTo(bits[0]));
        }

        [Test]
        public void Tensors_of_a_window_are_gone_in_the_next_unless_they_are_kept()
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Row("w", 2);
            var tape = new TapeBackend(parameters);
            Tensor made = null, kept = null;
            tape.Evaluate(on =>
            {
                made = on.Repeat(w, 1).Scale(0, 5);
                kept = on.Keep(made);
                return made;
            });
            tape.Evaluate(on =>
            {
                Assert.That(kept.Row(0).ToArray(), Is.EqualTo(new float[] { 5, 5 }));
                return kept;
            });
            Assert.That(() => made.Row(0).Length, Throws.InvalidOperationException);
            Assert.That(kept.Row(0).ToArray(), Is.EqualTo(new float[] { 5, 5 }));
            tape.NextStep();
            Assert.That(() => kept.Row(0).Length, Throws.InvalidOperationException);
        }

        [Test]
        public void No_memory_is_reserved_after_the_first_windows()
        {
            var parameters = new ParameterSet(1);
            var network = Network("gru", parameters, 20);
            var tape = new TapeBackend(parameters);
            var state = network.NewState(tape, 4);
            var tokens = new[] { 0, 1, 2, 0 };
            Func<Backend, Tensor> window = on =>
            {
                var loss = network.Step(on.OneHot(tokens, 6), state).CrossEntropy(tokens);
                for (var t = 0; t < 9; t++)
                {
                    loss += network.Step(on.OneHot(tokens, 6), state).CrossEntropy(tokens);
                }

                state.Keep();
                return loss;
            };
            for (var i = 0; i < 3; i++)
            {
                tape.Differentiate(window);
            }

            var bytes = tape.Bytes;
            for (var i = 0; i < 5; i++)
            {
                tape.Differentiate(window);
            }

            Assert.That(tape.Bytes, Is.EqualTo(bytes));
        }

        [Test]
        public void What_the_way_back_reads_is_not_consumed()
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Row("w", 2);
            new float[] { 0.4f, -0.3f }.CopyTo(w.Row(0));
            var tape = new TapeBackend(parameters);
            tape.Differentiate(on => on.Repeat(w, 1).Tanh().CrossEntropy(new[] { 0 }));

            // dL/dx = (softmax(tanh x) - target) (1 - tanh² x).
            double a = Math.Tanh(w.Row(0)[0]), b = Math.Tanh(w.Row(0)[1]);
            var p = 1 / (1 + Math.Exp(b - a));
            Assert.That(tape.Gradient(w, 0)[0], Is.EqualTo((p - 1) * (1 - a * a)).Within(1e-6));
            Assert.That(tape.Gradient(w, 0)[1], Is.EqualTo((1 - p) * (1 - b * b)).Within(1e-6));
        }

        [Test]
        public void A_detached_tensor_keeps_its_values_when_the_other_is_consumed()
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Row("w", 2);
            new float[] { 1, -1 }.CopyTo(w.Row(0));
            new TapeBackend(parameters).Differentiate(on =>
            {
                var x = on.Repeat(w, 1);
                var detached = x.Detach();
                var loss = x.CrossEntropy(new[] { 0 });
                Assert.That(detached.Row(0).ToArray(), Is.EqualTo(new float[] { 1, -1 }));
                return loss;
            });
        }

        [Test]
        public void Slopes_reach_the_cell_where_the_gates_of_an_lstm_are_constant()
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Row("w", 1);
            var tape = new TapeBackend(parameters);

            // All gates are 0: c' = c / 2.
            tape.Differentiate(on => on.New(1, 4).LstmGates(on.Repeat(w, 1)).Cell);
            Assert.That(tape.Gradient(w, 0)[0], Is.EqualTo(0.5f));
        }

        [Test]
        public void Works_after_windows_that_failed()
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Row("w", 2);
            var tape = new TapeBackend(parameters);
            Func<Backend, Tensor> window = on => on.Repeat(w, 1).Scale(3);
            tape.Differentiate(window);
            var bytes = tape.Bytes;
            Assert.That(
                () => tape.Differentiate(on => throw new ArithmeticException()),
                Throws.InstanceOf<ArithmeticException>());
            Assert.That(
                () => tape.Differentiate(on => on.Repeat(w, 1).BernoulliLoss(on.Repeat(w, 1))),
                Throws.InvalidOperationException.With.Message.Contains("Detach"));
            Assert.That(
                () => tape.Differentiate(on => on.Repeat(w, 2).CrossEntropy(new[] { 0 })),
                Throws.ArgumentException.With.Message.Contains("2 rows"));
            Assert.That(
                () => tape.Differentiate(on => new CpuBackend().New(1, 1)),
                Throws.ArgumentException.With.Message.Contains("one backend"));
            Assert.That(
                () => tape.Differentiate(on =>
                {
                    tape.Evaluate(window);
                    return null;
                }),
                Throws.InvalidOperationException.With.Message.Contains("within another"));
            tape.Differentiate(window);
            Assert.That(tape.Gradient(w, 0).ToArray(), Is.EqualTo(new float[] { 3, 3 }));
            Assert.That(tape.Bytes, Is.EqualTo(bytes));
        }

        [Test]
        public void Gradients_are_of_inputs_that_are_there([Values(-1, 2)] int input)
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Matrix("w", 2, 3);
            Assert.That(
                () => new TapeBackend(parameters).Gradient(w, input).Length,
                Throws.InstanceOf<ArgumentOutOfRangeException>());
        }

        [Test]
        public void A_parameter_of_another_set_is_refused()
        {
            var other = new ParameterSet(1).Matrix("stranger", 2, 2);
            var parameters = new ParameterSet(1);
            parameters.Matrix("w", 2, 2);
            var tape = new TapeBackend(parameters);
            Assert.That(
                () => tape.Differentiate(on => on.New(1, 2).Linear(other)),
                Throws.ArgumentException.With.Message.Contains("stranger"));
            Assert.That(
                () => tape.Differentiate(on => on.OneHot(new[] { 1 }, 2).Linear(other)),
                Throws.ArgumentException.With.Message.Contains("stranger"));
            var late = parameters.Row("late", 2);
            Assert.That(
                () => tape.Differentiate(on => on.Repeat(late, 1)),
                Throws.ArgumentException.With.Message.Contains("late"));
        }

        private static SequenceNetwork Network(string cell, ParameterSet parameters, int size)
        {
            var config = new SequenceConfig { Cell = cell, Inputs = 6, Outputs = 6, Size = size, Layers = 2 };
            var network = SequenceNetwork.Create(config, parameters);
            Plain.Scatter(parameters, 4);
            return network;
        }

        /// <summary>Plays a few steps; on a tape, as a window that is recorded or not.</summary>
        private static float[] Losses(Backend on, SequenceNetwork network, int rows, bool? record)
        {
            var losses = new List<float>();
            Tensor Run(Backend backend)
            {
                var rng = new Rng(9);
                var state = network.NewState(backend, rows);
                Tensor sum = null;
                for (var t = 0; t < 5; t++)
                {
                    var tokens = Enumerable.Range(0, rows).Select(_ => rng.Below(6)).ToArray();
                    var step = network.Step(backend.OneHot(tokens, 6), state).CrossEntropy(tokens);
                    for (var r = 0; r < rows; r++)
                    {
                        losses.Add(step.Row(r)[0]);
                    }

                    sum = sum == null ? step : sum + step;
                    if (record == null)
                    {
                        backend.NextStep();
                    }
                }

                return sum;
            }

            if (record == null)
            {
                Run(on);
            }
            else if (record.Value)
            {
                ((TapeBackend)on).Differentiate(Run);
            }
            else
            {
                ((TapeBackend)on).Evaluate(Run);
            }

            return losses.ToArray();
        }

        private static float[] Gradient(TapeBackend tape, ParameterSet parameters)
        {
            var all = new List<float>();
            for (var i = 0; i < parameters.Count; i++)
            {
                for (var input = 0; input < parameters[i].Inputs; input++)
                {
                    all.AddRange(tape.Gradient(parameters[i], input).ToArray());
                }
            }

            return all.ToArray();
        }
    }
}
