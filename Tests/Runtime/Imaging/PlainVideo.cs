using System;

namespace RnnGen.Tests
{
    /// <summary>DRAW over time as its equations say, number by number in double precision.</summary>
    internal sealed class PlainVideo
    {
        private readonly VideoConfig config;
        private readonly ParameterSet set;
        private double[] timeHidden;
        private double[] timeCell;

        public PlainVideo(VideoConfig config, ParameterSet set, int classIndex)
        {
            this.config = config;
            this.set = set;
            Frame = new PlainDraw(config.Frame, set, classIndex);
            timeHidden = new double[config.Time];
            timeCell = new double[config.Time];
            Frame.Lstm("time", Frame.Told(), ref timeHidden, ref timeCell);
            Frame.Follow(Frame.Canvas, timeHidden);
        }

        public void NextFrame()
        {
            Frame.Lstm("time", Frame.Told(), ref timeHidden, ref timeCell);
            var carry = Plain.Affine(Row("carry.bias"), timeHidden, Find("carry.weight"));
            var kept = Plain.Sigmoid(carry[0]);
            var canvas = config.Moves ? Moved(Frame.Canvas, carry) : Frame.Canvas;
            var blank = Row("initial.canvas");
            Frame.Follow(
                Array.ConvertAll(Indices(canvas.Length), i => kept * canvas[i] + (1 - kept) * blank[i]), timeHidden);
        }

        /// <summary>Reads each row, then each column, through as many filters as it has pixels.</summary>
        private double[] Moved(double[] canvas, double[] carry)
        {
            int width = config.Frame.Width, height = config.Frame.Height, planes = config.Frame.Planes;
            double[,] across = Filters(carry, 0, width), down = Filters(carry, 1, height);
            var moved = new double[canvas.Length];
            for (var i = 0; i < moved.Length; i++)
            {
                int x = i % width, plane = i / width % planes, y = i / width / planes;
                for (var fromY = 0; fromY < height; fromY++)
                {
                    for (var fromX = 0; fromX < width; fromX++)
                    {
                        var from = canvas[(fromY * planes + plane) * width + fromX];
                        moved[i] += down[y, fromY] * across[x, fromX] * from;
                    }
                }
            }

            return moved;
        }

        private static double[,] Filters(double[] carry, int axis, int size)
        {
            var centre = (size + 1) / 2.0 * (carry[1 + axis] + 1);
            double variance = Math.Exp(carry[3]), distance = Math.Exp(carry[4]);
            var filters = new double[size, size];
            for (var i = 1; i <= size; i++)
            {
                var sum = 0.0;
                for (var pixel = 1; pixel <= size; pixel++)
                {
                    var far = pixel - centre - (i - size / 2.0 - 0.5) * distance;
                    filters[i - 1, pixel - 1] = Math.Exp(-far * far / (2 * variance));
                    sum += filters[i - 1, pixel - 1];
                }

                for (var pixel = 0; pixel < size; pixel++)
                {
                    filters[i - 1, pixel] /= sum;
                }
            }

            return filters;
        }

        private double[] Row(string name) => Plain.Row(Find(name));

        private Parameter Find(string name)
        {
            return set[Array.Find(Indices(set.Count), i => set[i].Name == name)];
        }

        private static int[] Indices(int count)
        {
            var indices = new int[count];
            for (var i = 0; i < count; i++)
            {
                indices[i] = i;
            }

            return indices;
        }

        public PlainDraw Frame { get; }
    }
}
