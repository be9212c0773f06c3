using System;
using System.Linq;

namespace RnnGen.Tests
{
    /// <summary>Textbook loops in double precision, and what tests of numbers share.</summary>
    internal static class Plain
    {
        /// <summary>Sizes on both sides of every vector's width, and of a panel's.</summary>
        public static readonly int[] Sizes = { 1, 3, 4, 15, 16, 17, 33, 63, 64, 65, 100, 256 };

        public static float[] Random(Rng rng, int count, float range = 1)
        {
            var values = new float[count];
            for (var i = 0; i < count; i++)
            {
                values[i] = (2 * rng.Uniform() - 1) * range;
            }

            return values;
        }

        public static int[] Bits(ReadOnlySpan<float> values)
        {
            var bits = new int[values.Length];
            for (var i = 0; i < bits.Length; i++)
            {
                bits[i] = BitConverter.SingleToInt32Bits(values[i]);
            }

            return bits;
        }

        /// <summary>Computes start + x w, where start may be null.</summary>
        public static double[] Affine(double[] start, double[] x, Parameter w)
        {
            var y = start == null ? new double[w.Outputs] : (double[])start.Clone();
            for (var i = 0; i < x.Length; i++)
            {
                var row = w.Row(i);
                for (var j = 0; j < y.Length; j++)
                {
                    y[j] += x[i] * row[j];
                }
            }

            return y;
        }

        public static double[] Row(Parameter row)
        {
            return Array.ConvertAll(row.Row(0).ToArray(), value => (double)value);
        }

        public static double Sigmoid(double x)
        {
            return 1 / (1 + Math.Exp(-x));
        }

        /// <summary>Gets the one parameter of a name.</summary>
        public static Parameter Named(ParameterSet parameters, string name)
        {
            return Enumerable.Range(0, parameters.Count).Select(i => parameters[i]).Single(one => one.Name == name);
        }

        /// <summary>Fills parameters with numbers that are worth a test, biases as well.</summary>
        public static void Scatter(ParameterSet parameters, ulong seed)
        {
            var rng = new Rng(seed);
            for (var i = 0; i < parameters.Count; i++)
            {
                for (var input = 0; input < parameters[i].Inputs; input++)
                {
                    Random(rng, parameters[i].Outputs, 0.5f).CopyTo(parameters[i].Row(input));
                }

                parameters[i].Changed();
            }
        }
    }
}
