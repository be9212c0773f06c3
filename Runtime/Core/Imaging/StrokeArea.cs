#nullable enable

namespace RnnGen
{
    /// <summary>
    /// Represents where a stroke was painted, or a glimpse is taken: a square, in pixels from the top left corner of
    /// the picture. It may lie outside in part.
    /// </summary>
    public readonly struct StrokeArea
    {
        /// <summary>The middle, across.</summary>
        public readonly float X;

        /// <summary>The middle, down.</summary>
        public readonly float Y;

        /// <summary>The length of a side: as many strides of the grid as it has filters, N δ.</summary>
        public readonly float Side;

        /// <summary>How blurred the stroke is: the spread σ of a filter.</summary>
        public readonly float Spread;

        internal StrokeArea(float x, float y, float side, float spread)
        {
            X = x;
            Y = y;
            Side = side;
            Spread = spread;
        }
    }
}
