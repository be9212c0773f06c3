using System;
using System.Linq;

namespace RnnGen.Tests
{
    /// <summary>A neural Turing machine with a feed-forward controller, as loops in double precision.</summary>
    internal sealed class NtmReference
    {
        private readonly NtmConfig config;
        private readonly ParameterSet p;

        /// <param name="config">The blueprint.</param>
        /// <param name="p">
        /// The parameters: the controller's weight and bias, then the heads' weight, bias and initial logits.
        /// </param>
        public NtmReference(NtmConfig config, ParameterSet p)
        {
            this.config = config;
            this.p = p;
            Memory = new double[config.Locations, config.Width];
            Reads = new double[config.Reads];
            for (var i = 0; i < config.Locations; i++)
            {
                for (var j = 0; j < config.Width; j++)
                {
                    Memory[i, j] = 1e-6;
                }
            }

            var logits = Plain.Row(p[4]);
            Weightings = Enumerable.Range(0, config.ReadHeads + config.WriteHeads)
                .Select(h => Softmax(logits.Skip(h * config.Locations).Take(config.Locations).ToArray()))
                .ToArray();
        }

        public double[] Step(double[] x)
        {
            var input = x.Concat(Reads).ToArray();
            var h = Plain.Affine(Plain.Row(p[1]), input, p[0]).Select(Math.Tanh).ToArray();
            var heads = Plain.Affine(Plain.Row(p[3]), h, p[2]).Select(y => 20 * Math.Tanh(y / 20)).ToArray();
            int width = config.Width, size = width + 4 + 2 * config.Shift;
            Weightings = Weightings.Select((w, i) => Address(w, heads.Skip(i * size).Take(size).ToArray())).ToArray();
            Reads = Weightings.Take(config.ReadHeads).SelectMany(Read).ToArray();
            var first = Weightings.Length * size;
            var written = config.WriteHeads * width;
            var next = (double[,])Memory.Clone();
            for (var i = 0; i < config.Locations; i++)
            {
                for (var j = 0; j < width; j++)
                {
                    for (var k = 0; k < config.WriteHeads; k++)
                    {
                        var e = Plain.Sigmoid(heads[first + k * width + j]);
                        next[i, j] *= 1 - Weightings[config.ReadHeads + k][i] * e;
                    }

                    for (var k = 0; k < config.WriteHeads; k++)
                    {
                        var a = Math.Tanh(heads[first + written + k * width + j]);
                        next[i, j] += Weightings[config.ReadHeads + k][i] * a;
                    }
                }
            }

            Memory = next;
            return h.Concat(Reads).ToArray();
        }

        private double[] Address(double[] before, double[] raw)
        {
            int locations = config.Locations, width = config.Width;
            var key = raw.Take(width).Select(Math.Tanh).ToArray();
            var beta = Math.Log(1 + Math.Exp(raw[width]));
            var gamma = 1 + Math.Log(1 + Math.Exp(raw[width + 1]));
            var gate = Plain.Sigmoid(raw[width + 2]);
            var moves = Softmax(raw.Skip(width + 3).ToArray());
            var content = Softmax(Enumerable.Range(0, locations).Select(i => beta * Cosine(key, i)).ToArray());
            var gated = content.Select((c, i) => gate * c + (1 - gate) * before[i]).ToArray();
            var moved = new double[locations];
            for (var i = 0; i < locations; i++)
            {
                for (var by = -config.Shift; by <= config.Shift; by++)
                {
                    moved[(i + by + locations) % locations] += gated[i] * moves[by + config.Shift];
                }
            }

            var powers = moved.Select(w => Math.Pow(w, gamma)).ToArray();
            return powers.Select(w => w / powers.Sum()).ToArray();
        }

        private double Cosine(double[] key, int location)
        {
            double product = 0, keys = 1e-12, contents = 1e-12;
            for (var j = 0; j < key.Length; j++)
            {
                product += key[j] * Memory[location, j];
                keys += key[j] * key[j];
                contents += Memory[location, j] * Memory[location, j];
            }

            return product / Math.Sqrt(keys * contents);
        }

        private double[] Read(double[] w)
        {
            return Enumerable.Range(0, config.Width).Select(j => w.Select((s, i) => s * Memory[i, j]).Sum()).ToArray();
        }

        private static double[] Softmax(double[] x)
        {
            var e = x.Select(value => Math.Exp(value - x.Max())).ToArray();
            return e.Select(value => value / e.Sum()).ToArray();
        }

        /// <summary>The memory, location by location.</summary>
        public double[,] Memory { get; private set; }

        /// <summary>The weighting of each head.</summary>
        public double[][] Weightings { get; private set; }

        /// <summary>What was read last.</summary>
        public double[] Reads { get; private set; }
    }
}
