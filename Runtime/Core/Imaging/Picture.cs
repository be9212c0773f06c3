#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents a picture of pixels with red, green, blue and alpha.</summary>
    public sealed class Picture
    {
        /// <summary>The bytes of a pixel.</summary>
        public const int Channels = 4;

        /// <summary>The most pixels of a side.</summary>
        public const int LargestSide = 1 << 14;

        /// <summary>Initializes a picture whose pixels are all transparent black.</summary>
        /// <param name="width">The pixels of a row, 1 to 16384.</param>
        /// <param name="height">The rows, 1 to 16384.</param>
        /// <exception cref="ArgumentOutOfRangeException">A side is out of its range.</exception>
        public Picture(int width, int height)
        {
            Width = Checked(width, nameof(width));
            Height = Checked(height, nameof(height));
            Pixels = new byte[width * height * Channels];
        }

        private static int Checked(int side, string name)
        {
            return side >= 1 && side <= LargestSide
                ? side
                : throw new ArgumentOutOfRangeException(
                    name, $"A side of a picture must be 1 to {LargestSide} pixels, but was {side}.");
        }

        /// <summary>The pixels of a row.</summary>
        public int Width { get; }

        /// <summary>The rows.</summary>
        public int Height { get; }

        /// <summary>
        /// The pixels, [<see cref="Height"/>][<see cref="Width"/>][4] from the top left on: red, green, blue, each not
        /// multiplied by the alpha, and alpha, 0 (transparent) to 255. May be written to.
        /// </summary>
        public byte[] Pixels { get; }
    }
}
