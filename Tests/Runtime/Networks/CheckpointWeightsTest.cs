#nullable enable
using NUnit.Framework;

namespace RnnGen.Tests
{
    /// <summary>
    /// Oracle: torch.nn.Linear, whose weight is [outputs, inputs] and whose bias is [outputs].
    /// </summary>
    public sealed class CheckpointWeightsTest
    {
        [Test]
        public void FilesHavePyTorchsLayout()
        {
            var parameters = Parameters(2, 3);
            var checkpoint = new Checkpoint();
            checkpoint.Add(parameters);
            Assert.That(checkpoint["w"].Shape, Is.EqualTo(new[] { 3, 2 }));
            Assert.That(checkpoint["w"].Values.ToArray(), Is.EqualTo(new float[] { 0, 10, 1, 11, 2, 12 }));
            Assert.That(checkpoint["b"].Shape, Is.EqualTo(new[] { 3 }));
            Assert.That(checkpoint["b"].Values.ToArray(), Is.EqualTo(new float[] { 100, 101, 102 }));
        }

        [Test]
        public void MemoryHasOneRowForEachInput()
        {
            var checkpoint = new Checkpoint();
            checkpoint.Add("w", new float[] { 1, 2, 3, 4, 5, 6 }, 3, 2);
            checkpoint.Add("b", new float[] { 7, 8, 9 }, 3);
            checkpoint.Add("adam/w", new float[] { 0 }, 1);
            var parameters = Parameters(2, 3);
            var version = parameters[0].Version;
            checkpoint.ReadInto(parameters);
            Assert.That(parameters[0].Row(0).ToArray(), Is.EqualTo(new float[] { 1, 3, 5 }));
            Assert.That(parameters[0].Row(1).ToArray(), Is.EqualTo(new float[] { 2, 4, 6 }));
            Assert.That(parameters[1].Row(0).ToArray(), Is.EqualTo(new float[] { 7, 8, 9 }));
            Assert.That(parameters[0].Version, Is.GreaterThan(version));
        }

        [Test]
        public void AMatrixOfOneInputIsNotARow()
        {
            var checkpoint = new Checkpoint();
            checkpoint.Add(Parameters(1, 3));
            Assert.That(checkpoint["w"].Shape, Is.EqualTo(new[] { 3, 1 }));
            Assert.That(checkpoint["b"].Shape, Is.EqualTo(new[] { 3 }));
        }

        [Test]
        public void NamesTheFirstMismatchAndCounts()
        {
            var checkpoint = new Checkpoint();
            checkpoint.Add(Parameters(2, 3));
            AssertFails(checkpoint, Parameters(3, 3),
                "1 of its 2 fit, and the model has 2. First of the others: 'w' must be [3, 3], but is [3, 2].");

            checkpoint.Add("c", new float[] { 1 }, 1);
            AssertFails(checkpoint, Parameters(2, 3),
                "2 of its 2 fit, and the model has 3. First of the others: 'c' must not be there.");

            AssertFails(new Checkpoint(), Parameters(2, 3),
                "0 of its 2 fit, and the model has 0. First of the others: 'w' must be [3, 2], but is not there.");
        }

        [Test]
        public void SetsNothingIfAnythingDoesNotFit()
        {
            var checkpoint = new Checkpoint();
            checkpoint.Add("w", new float[6], 3, 2);
            var parameters = Parameters(2, 3);
            Assert.That(() => checkpoint.ReadInto(parameters), Throws.TypeOf<ModelFormatException>());
            Assert.That(parameters[0].Row(1).ToArray(), Is.EqualTo(new float[] { 10, 11, 12 }));
        }

        private static void AssertFails(Checkpoint checkpoint, ParameterSet parameters, string end)
        {
            Assert.That(() => checkpoint.ReadInto(parameters), Throws.TypeOf<ModelFormatException>()
                .With.Message.EqualTo("The weights must be those of the network, but " + end));
        }

        /// <summary>w[i, j] = 10 i + j, b[j] = 100 + j.</summary>
        private static ParameterSet Parameters(int inputs, int outputs)
        {
            var parameters = new ParameterSet(1);
            var w = parameters.Matrix("w", inputs, outputs);
            var b = parameters.Row("b", outputs);
            for (var j = 0; j < outputs; j++)
            {
                for (var i = 0; i < inputs; i++) w.Row(i)[j] = (10 * i) + j;
                b.Row(0)[j] = 100 + j;
            }

            return parameters;
        }
    }
}
