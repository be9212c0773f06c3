using System;
using System.Collections.Generic;

namespace RnnGen.Tests
{
    /// <summary>
    /// DRAW as the paper prints it, number by number in double precision: pixels, filters and their centres
    /// count from 1, the error image is formed before it is read, and the filters are divided by their sums.
    /// </summary>
    internal sealed class PlainDraw
    {
        private readonly DrawConfig config;
        private readonly Dictionary<string, Parameter> parameters = new Dictionary<string, Parameter>();
        private readonly int classIndex;
        private double[] encoderHidden;
        private double[] encoderCell;
        private double[] decoderHidden;
        private double[] decoderCell;
        private double[] context = Array.Empty<double>();

        public PlainDraw(DrawConfig config, ParameterSet set, int classIndex = -1)
        {
            this.config = config;
            this.classIndex = classIndex;
            for (var i = 0; i < set.Count; i++)
            {
                parameters.Add(set[i].Name, set[i]);
            }

            Canvas = Row("initial.canvas");
            encoderHidden = Row("initial.encoder_hidden");
            encoderCell = Row("initial.encoder_cell");
            decoderHidden = Row("initial.decoder_hidden");
            decoderCell = Row("initial.decoder_cell");
        }

        /// <summary>Begins an image that follows another, on a canvas: the decoder goes on.</summary>
        public void Follow(double[] canvas, double[] context)
        {
            this.context = context;
            canvas.CopyTo(Canvas, 0);
            encoderHidden = Row("initial.encoder_hidden");
            encoderCell = Row("initial.encoder_cell");
        }

        /// <summary>What was painted so far, as what draws the next image is told of it.</summary>
        public double[] Told()
        {
            return Concat(config.CanvasFeedback ? Concat(decoderHidden, Paint()) : decoderHidden, Class());
        }

        /// <summary>One step with an image; returns the KL.</summary>
        public double Step(double[] image, double[] noise)
        {
            var heads = Heads();
            var painted = Paint();
            var error = new double[image.Length];
            for (var i = 0; i < error.Length; i++)
            {
                error[i] = image[i] - painted[i];
            }

            var seen = Concat(Read(image, heads), Read(error, heads));
            Lstm("encoder", Concat(Concat(seen, decoderHidden), context), ref encoderHidden, ref encoderCell);
            var latent = Plain.Affine(Row("latent.bias"), encoderHidden, parameters["latent.weight"]);
            var z = new double[config.Latent];
            var divergence = 0.0;
            for (var k = 0; k < z.Length; k++)
            {
                double mean = latent[k], sigma = Math.Exp(latent[z.Length + k]);
                double priorMean = PriorMean(heads, k), priorSigma = PriorSigma(heads, k);
                var spread = sigma * sigma + (mean - priorMean) * (mean - priorMean);
                divergence += Math.Log(priorSigma / sigma) - 0.5 + spread / (2 * priorSigma * priorSigma);
                z[k] = mean + sigma * noise[k];
            }

            Decode(z, Read(painted, heads));
            return divergence;
        }

        public void Draw(double[] noise)
        {
            var heads = Heads();
            var z = new double[config.Latent];
            for (var k = 0; k < z.Length; k++)
            {
                z[k] = PriorMean(heads, k) + PriorSigma(heads, k) * noise[k];
            }

            Decode(z, Read(Paint(), heads));
        }

        public double Reconstruction(double[] image)
        {
            var painted = Paint();
            var sum = 0.0;
            for (var i = 0; i < image.Length; i++)
            {
                sum -= config.Output == "palette"
                    ? image[i] * Math.Log(painted[i])
                    : image[i] * Math.Log(painted[i]) + (1 - image[i]) * Math.Log(1 - painted[i]);
            }

            return sum;
        }

        private void Decode(double[] z, double[] seen)
        {
            var x = config.CanvasFeedback ? Concat(z, seen) : z;
            x = Concat(x, Class());
            Lstm("decoder", Concat(x, context), ref decoderHidden, ref decoderCell);
            Write(Heads());
        }

        private double[] Read(double[] image, double[] heads)
        {
            if (config.Read == 0)
            {
                return image;
            }

            int n = config.Read, planes = config.Planes;
            var start = Patch + (config.Write == 0 ? 0 : 5);
            double[,] fx = Filters(heads, start, 0, n), fy = Filters(heads, start, 1, n);
            var gamma = Math.Exp(heads[start + 4]);
            var glimpse = new double[n * planes * n];
            for (var plane = 0; plane < planes; plane++)
            {
                for (var i = 0; i < n; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        var sum = 0.0;
                        for (var y = 0; y < config.Height; y++)
                        {
                            for (var x = 0; x < config.Width; x++)
                            {
                                sum += fy[i, y] * image[At(y, plane, x, config.Width)] * fx[j, x];
                            }
                        }

                        glimpse[At(i, plane, j, n)] = gamma * sum;
                    }
                }
            }

            return glimpse;
        }

        private void Write(double[] heads)
        {
            int n = config.Write, planes = config.Planes;
            double[,] fx = null, fy = null;
            var gamma = 1.0;
            if (n > 0)
            {
                fx = Filters(heads, Patch, 0, n);
                fy = Filters(heads, Patch, 1, n);
                gamma = Math.Exp(heads[Patch + 4]);
            }

            for (var y = 0; y < config.Height; y++)
            {
                for (var plane = 0; plane < planes; plane++)
                {
                    for (var x = 0; x < config.Width; x++)
                    {
                        var at = At(y, plane, x, config.Width);
                        Canvas[at] += n == 0 ? heads[at] : Ink(heads, fx, fy, y, plane, x) / gamma;
                    }
                }
            }
        }

        private double Ink(double[] patch, double[,] fx, double[,] fy, int y, int plane, int x)
        {
            var sum = 0.0;
            for (var i = 0; i < config.Write; i++)
            {
                for (var j = 0; j < config.Write; j++)
                {
                    sum += fy[i, y] * patch[At(i, plane, j, config.Write)] * fx[j, x];
                }
            }

            return sum;
        }

        private double[,] Filters(double[] heads, int start, int axis, int n)
        {
            int a = config.Width, b = config.Height, size = axis == 0 ? a : b;
            var g = (size + 1) / 2.0 * (heads[start + axis] + 1);
            var variance = Math.Exp(heads[start + 2]);
            var delta = (Math.Max(a, b) - 1.0) / (n - 1) * Math.Exp(heads[start + 3]);
            var filters = new double[n, size];
            for (var i = 1; i <= n; i++)
            {
                var mu = g + (i - n / 2.0 - 0.5) * delta;
                var z = 0.0;
                for (var pixel = 1; pixel <= size; pixel++)
                {
                    var far = config.Wraps ? Math.IEEERemainder(pixel - mu, size) : pixel - mu;
                    filters[i - 1, pixel - 1] = Math.Exp(-far * far / (2 * variance));
                    z += filters[i - 1, pixel - 1];
                }

                for (var pixel = 1; pixel <= size; pixel++)
                {
                    filters[i - 1, pixel - 1] /= z;
                }
            }

            return filters;
        }

        private double[] Paint()
        {
            var painted = Array.ConvertAll(Canvas, Plain.Sigmoid);
            for (var y = 0; config.Output == "palette" && y < config.Height; y++)
            {
                for (var x = 0; x < config.Width; x++)
                {
                    var sum = 0.0;
                    for (var plane = 0; plane < config.Planes; plane++)
                    {
                        sum += Math.Exp(Canvas[At(y, plane, x, config.Width)]);
                    }

                    for (var plane = 0; plane < config.Planes; plane++)
                    {
                        var at = At(y, plane, x, config.Width);
                        painted[at] = Math.Exp(Canvas[at]) / sum;
                    }
                }
            }

            return painted;
        }

        private double[] Class()
        {
            return config.Classes > 0
                ? Array.ConvertAll(parameters["classes.weight"].Row(classIndex).ToArray(), value => (double)value)
                : Array.Empty<double>();
        }

        public void Lstm(string name, double[] x, ref double[] hidden, ref double[] cell)
        {
            var gates = Plain.Affine(Row(name + ".bias"), x, parameters[name + ".weight_ih"]);
            gates = Plain.Affine(gates, hidden, parameters[name + ".weight_hh"]);
            var size = hidden.Length;
            hidden = new double[size];
            cell = (double[])cell.Clone();
            for (var k = 0; k < size; k++)
            {
                cell[k] = Plain.Sigmoid(gates[size + k]) * cell[k]
                    + Plain.Sigmoid(gates[k]) * Math.Tanh(gates[2 * size + k]);
                hidden[k] = Plain.Sigmoid(gates[3 * size + k]) * Math.Tanh(cell[k]);
            }
        }

        private double[] Heads()
        {
            var heads = Plain.Affine(Row("heads.bias"), decoderHidden, parameters["heads.weight"]);
            return context.Length > 0 ? Plain.Affine(heads, context, parameters["heads.context"]) : heads;
        }

        private double PriorMean(double[] heads, int k)
        {
            return config.LearnedPrior ? heads[heads.Length - 2 * config.Latent + k] : 0;
        }

        private double PriorSigma(double[] heads, int k)
        {
            return config.LearnedPrior ? Math.Exp(heads[heads.Length - config.Latent + k]) : 1;
        }

        private double[] Row(string name) => Plain.Row(parameters[name]);

        private int At(int y, int plane, int x, int width) => (y * config.Planes + plane) * width + x;

        public static double[] Concat(double[] a, double[] b)
        {
            var both = new double[a.Length + b.Length];
            a.CopyTo(both, 0);
            b.CopyTo(both, a.Length);
            return both;
        }

        public double[] Canvas { get; }

        private int Patch => config.Write == 0 ? Canvas.Length : config.Write * config.Planes * config.Write;
    }
}
