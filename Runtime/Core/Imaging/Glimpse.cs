#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// A grid of Gaussian filters over images, through which DRAW reads and writes (Gregor et al. 2015, eq.
    /// 19 to 29); or, without filters, the whole image.
    /// </summary>
    /// <remarks>
    /// An image is [height][planes][width], so that the same filters pass over all planes in two products.
    /// </remarks>
    internal readonly struct Glimpse
    {
        /// <summary>The numbers that place a grid: [g̃x g̃y log σ² log δ̃ log γ].</summary>
        public const int Numbers = 5;

        /// <summary>The place of log δ̃ among the numbers, from 0 on.</summary>
        public const int Stride = 3;

        private readonly DrawConfig config;
        private readonly int count;
        private readonly Tensor? attention;
        private readonly Tensor? filtersX;
        private readonly Tensor? filtersY;

        /// <param name="config">The size of the images.</param>
        /// <param name="heads">What the decoder says.</param>
        /// <param name="start">The column at which it says where the grid is.</param>
        /// <param name="count">The filters N along each side, or 0.</param>
        public Glimpse(DrawConfig config, Tensor heads, int start, int count)
        {
            this.config = config;
            this.count = count;
            attention = filtersX = filtersY = null;
            if (count > 0)
            {
                attention = heads.Part(start, Numbers);
                filtersX = attention.FilterBank(0, count, config.Width, config.LongerSide, config.Wraps);
                filtersY = attention.FilterBank(1, count, config.Height, config.LongerSide, config.Wraps);
            }
        }

        /// <summary>Gets where the grid that five numbers place is, in pixels from the top left corner.</summary>
        public static unsafe StrokeArea AreaOf(DrawConfig config, ReadOnlySpan<float> attention, int count)
        {
            fixed (float* numbers = attention)
            {
                var across = new FilterGrid(numbers, 0, count, config.Width, config.LongerSide, config.Wraps);
                var down = new FilterGrid(numbers, 1, count, config.Height, config.LongerSide, config.Wraps);
                return new StrokeArea(
                    across.Centre + 0.5f, down.Centre + 0.5f, across.Stride * count,
                    MathF.Sqrt(0.5f / across.Sharpness));
            }
        }

        /// <summary>Computes γ F_Y x F_Xᵀ, [N][planes][N].</summary>
        public Tensor Read(Tensor image)
        {
            if (attention == null)
            {
                return image;
            }

            int n = count, planes = config.Planes;
            var rows = filtersY!.MatMul(image, new MatrixShape(n, config.Height, planes * config.Width));
            var across = new MatrixShape(n * planes, config.Width, n, transposeRight: true);
            return rows.MatMul(filtersX!, across).ScaleRows(attention.Part(Numbers - 1, 1).Exp());
        }

        /// <summary>Computes c + F_Yᵀ w F_X / γ.</summary>
        public Tensor Write(Tensor patch, Tensor canvas)
        {
            if (attention == null)
            {
                return canvas + patch;
            }

            int n = count, planes = config.Planes;
            var ink = patch.ScaleRows(attention.Part(Numbers - 1, 1).Scale(-1).Exp());
            var rows = ink.MatMul(filtersX!, new MatrixShape(n * planes, n, config.Width));
            var down = new MatrixShape(config.Height, n, planes * config.Width, transposeLeft: true);
            return filtersY!.MatMul(rows, down, canvas);
        }
    }
}
