using System;

namespace RnnGen.Tests
{
    /// <summary>
    /// An LSTM and its backpropagation through time in double precision, written out for one sequence, whose
    /// loss is the sum of all squared outputs.
    /// </summary>
    internal sealed class LstmByHand
    {
        private readonly Parameter w;
        private readonly Parameter u;
        private readonly Parameter b;
        private readonly int inputs;
        private readonly int size;

        public LstmByHand(ParameterSet parameters, int inputs, int size)
        {
            w = parameters[0];
            u = parameters[1];
            b = parameters[2];
            this.inputs = inputs;
            this.size = size;
        }

        public double[][,] Gradient(float[][] xs)
        {
            var steps = xs.Length;
            var h = new double[steps + 1, size];
            var c = new double[steps + 1, size];
            var gates = new double[steps, 4, size];
            for (var t = 0; t < steps; t++)
            {
                for (var j = 0; j < size; j++)
                {
                    for (var gate = 0; gate < 4; gate++)
                    {
                        var column = gate * size + j;
                        double z = b.Row(0)[column];
                        for (var i = 0; i < inputs; i++)
                        {
                            z += xs[t][i] * w.Row(i)[column];
                        }

                        for (var i = 0; i < size; i++)
                        {
                            z += h[t, i] * u.Row(i)[column];
                        }

                        gates[t, gate, j] = gate == 2 ? Math.Tanh(z) : Plain.Sigmoid(z);
                    }

                    c[t + 1, j] = gates[t, 1, j] * c[t, j] + gates[t, 0, j] * gates[t, 2, j];
                    h[t + 1, j] = gates[t, 3, j] * Math.Tanh(c[t + 1, j]);
                }
            }

            double[,] dw = new double[inputs, 4 * size], du = new double[size, 4 * size];
            var db = new double[1, 4 * size];
            double[] dh = new double[size], dc = new double[size];
            for (var t = steps - 1; t >= 0; t--)
            {
                var dz = new double[4 * size];
                for (var j = 0; j < size; j++)
                {
                    double i = gates[t, 0, j], f = gates[t, 1, j], g = gates[t, 2, j], o = gates[t, 3, j];
                    var tanh = Math.Tanh(c[t + 1, j]);
                    var slope = dh[j] + 2 * h[t + 1, j];
                    dc[j] += slope * o * (1 - tanh * tanh);
                    dz[j] = dc[j] * g * i * (1 - i);
                    dz[size + j] = dc[j] * c[t, j] * f * (1 - f);
                    dz[2 * size + j] = dc[j] * i * (1 - g * g);
                    dz[3 * size + j] = slope * tanh * o * (1 - o);
                    dc[j] *= f;
                }

                Array.Clear(dh, 0, size);
                for (var k = 0; k < 4 * size; k++)
                {
                    db[0, k] += dz[k];
                    for (var i = 0; i < inputs; i++)
                    {
                        dw[i, k] += xs[t][i] * dz[k];
                    }

                    for (var i = 0; i < size; i++)
                    {
                        du[i, k] += h[t, i] * dz[k];
                        dh[i] += u.Row(i)[k] * dz[k];
                    }
                }
            }

            return new[] { dw, du, db };
        }
    }
}
