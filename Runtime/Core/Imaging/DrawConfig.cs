#nullable enable
using System;
using System.Collections.Generic;

namespace RnnGen
{
    /// <summary>
    /// The blueprint of a <see cref="DrawNetwork"/>. The defaults are those of Gregor et al. for MNIST.
    /// </summary>
    public sealed class DrawConfig
    {
        private const int LongestSide = 1024;
        private const int MostColours = 256;

        /// <summary>The width of images in pixels, 1 to 1024.</summary>
        public int Width { get; set; } = 28;

        /// <summary>The height of images in pixels, 1 to 1024.</summary>
        public int Height { get; set; } = 28;

        /// <summary>
        /// What a pixel is: "binary" (black or white), "grey", "rgb" or "rgba", whose values are independent
        /// Bernoulli probabilities, or "palette": one of some colours.
        /// </summary>
        public string Output { get; set; } = "binary";

        /// <summary>The number of colours in the palette, 2 to 256; 0 for other outputs.</summary>
        public int Colours { get; set; }

        /// <summary>
        /// The colours of the palette, 0xRRGGBBAA, as many as <see cref="Colours"/>; none if they are unknown.
        /// </summary>
        public IReadOnlyList<uint> Palette { get; set; } = Array.Empty<uint>();

        /// <summary>The number of steps T, or glimpses, in which an image is drawn.</summary>
        public int Steps { get; set; } = 64;

        /// <summary>The number of units in the decoder.</summary>
        public int Size { get; set; } = 256;

        /// <summary>
        /// The number of units in the encoder, which learns and completes pictures but draws none; 0 for as many as in
        /// the decoder.
        /// </summary>
        public int EncoderSize { get; set; }

        /// <summary>The number of latent values in each step, the size of z.</summary>
        public int Latent { get; set; } = 100;

        /// <summary>
        /// The filters along each side of the glimpse that is read, at least 2; 0 to read the whole image.
        /// </summary>
        public int Read { get; set; } = 2;

        /// <summary>
        /// The filters along each side of the patch that is written, at least 2; 0 to write the whole image.
        /// </summary>
        public int Write { get; set; } = 5;

        /// <summary>The number of classes that can be asked for; 0 for none.</summary>
        public int Classes { get; set; }

        /// <summary>
        /// What the classes show, a word for each of the <see cref="Classes"/>; none if they have no names.
        /// </summary>
        public IReadOnlyList<string> ClassNames { get; set; } = Array.Empty<string>();

        /// <summary>
        /// Whether the prior of z depends on what was drawn before, as in convolutional DRAW (Gregor et al.
        /// 2016), and is not N(0, 1).
        /// </summary>
        public bool LearnedPrior { get; set; }

        /// <summary>Whether the decoder sees the canvas, through the glimpse, as well as z.</summary>
        public bool CanvasFeedback { get; set; }

        /// <summary>
        /// Whether images are tiles: what is read and written beyond one side is on the other, so that images meet
        /// without a seam. Needs filters to write with.
        /// </summary>
        public bool Wraps { get; set; }

        /// <summary>
        /// Copies the blueprint with another number of steps: weights do not know in how many they draw.
        /// </summary>
        public DrawConfig WithSteps(int steps)
        {
            var copy = Copy();
            copy.Steps = steps;
            return copy;
        }

        internal DrawConfig Copy()
        {
            var copy = (DrawConfig)MemberwiseClone();
            copy.Palette = new List<uint>(Palette);
            copy.ClassNames = new List<string>(ClassNames);
            return copy;
        }

        /// <summary>Copies the blueprint with what a network sees.</summary>
        internal DrawConfig WithSight(int read, bool canvasFeedback, int encoderSize)
        {
            var copy = Copy();
            copy.Read = read;
            copy.CanvasFeedback = canvasFeedback;
            copy.EncoderSize = encoderSize == Size ? 0 : encoderSize;
            return copy;
        }

        /// <summary>Copies the blueprint for images that follow others.</summary>
        internal DrawConfig WithContext(int values)
        {
            var copy = Copy();
            copy.Context = values;
            return copy;
        }

        /// <summary>Gets what is wrong with the blueprint, one sentence, or null.</summary>
        public string? Problem()
        {
            if (Width < 1 || Width > LongestSide || Height < 1 || Height > LongestSide)
            {
                return $"An image must be 1 to {LongestSide} pixels wide and high, but is "
                    + $"{Width} x {Height}.";
            }

            if (Planes == 0)
            {
                return $"An output must be binary, grey, rgb, rgba or palette, but was '{Output}'; a palette "
                    + $"must have 2 to {MostColours} colours and other outputs 0, but it has {Colours}.";
            }

            if (!IsCount(Steps) || !IsCount(Size) || !IsCount(EncoderUnits) || !IsCount(Latent))
            {
                return $"Steps, units and latent values must be 1 to {Parameter.MostUnits}, but are {Steps}, "
                    + $"{Size} with {EncoderUnits} in the encoder, and {Latent}.";
            }

            if (!IsFilters(Read) || !IsFilters(Write))
            {
                return $"A glimpse or patch must have 2 to {LongestSide} filters along a side, or 0 for the "
                    + $"whole image, but they have {Read} and {Write}.";
            }

            if (Wraps && Write == 0)
            {
                return "A network whose images are tiles must write through filters, but writes the whole image.";
            }

            if (Classes < 0 || Classes > Parameter.MostUnits)
            {
                return $"There must be 0 to {Parameter.MostUnits} classes, but there are {Classes}.";
            }

            var weights = Math.Max(
                Math.Max(4L * EncoderUnits * EncoderInputs, 4L * Size * DecoderInputs),
                (long)HeadValues * Math.Max(Size, Context));
            if (weights > CheckpointHeader.MostValues)
            {
                return $"A matrix can have {CheckpointHeader.MostValues} weights, but the largest would have "
                    + $"{weights}: take fewer units or smaller images, or read and write through filters.";
            }

            if (Palette == null || ClassNames == null || HasNull(ClassNames))
            {
                return "There must be a list of colours, and one of names that are words, but one of them is null: an "
                    + "empty list stands for none.";
            }

            return !IsEach(Palette.Count, Colours) || !IsEach(ClassNames.Count, Classes)
                ? $"There must be a colour for each of the {Colours} of the palette, and a name for each of the "
                    + $"{Classes} classes, or none, but there are {Palette.Count} and {ClassNames.Count}."
                : null;
        }

        /// <summary>Requires a class, or null for none.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
        internal int? RequireClass(int? value)
        {
            return value == null || (value >= 0 && value < Classes)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(value),
                    $"The class must be one of the model's {Classes}, counted from 0, but was {value}.");
        }

        private static bool HasNull(IReadOnlyList<string> words)
        {
            for (var i = 0; i < words.Count; i++)
            {
                if (words[i] == null)
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsCount(int value) => value >= 1 && value <= Parameter.MostUnits;

        private static bool IsEach(int found, int expected) => found == 0 || found == expected;

        private static bool IsFilters(int value) => value == 0 || (value >= 2 && value <= LongestSide);

        /// <summary>The values of a pixel: 1, 3 or 4 channels, or one a colour; 0 if unknown.</summary>
        public int Planes => Output switch
        {
            "binary" when Colours == 0 => 1,
            "grey" when Colours == 0 => 1,
            "rgb" when Colours == 0 => 3,
            "rgba" when Colours == 0 => 4,
            "palette" when Colours >= 2 && Colours <= MostColours => Colours,
            _ => 0,
        };

        /// <summary>The values of an image: height x planes x width.</summary>
        public int Values => Height * Planes * Width;

        /// <summary>The units of the encoder: <see cref="EncoderSize"/>, or else <see cref="Size"/>.</summary>
        public int EncoderUnits => EncoderSize == 0 ? Size : EncoderSize;

        /// <summary>Whether a pixel is one of some colours.</summary>
        public bool IsPalette => Output == "palette";

        /// <summary>
        /// The values that say what an image follows, as a <see cref="VideoNetwork"/> tells them; 0 for none.
        /// </summary>
        internal int Context { get; set; }

        /// <summary>The values that are read of an image.</summary>
        internal int GlimpseValues => Read == 0 ? Values : Read * Planes * Read;

        /// <summary>The values that are written to a canvas.</summary>
        internal int PatchValues => Write == 0 ? Values : Write * Planes * Write;

        /// <summary>What the encoder sees: the glimpse of the image, of what is missing, h_dec, the context.</summary>
        internal int EncoderInputs => 2 * GlimpseValues + Size + Context;

        /// <summary>What the decoder hears: z, the glimpse of the canvas, the class, the context.</summary>
        internal int DecoderInputs => Latent + (CanvasFeedback ? GlimpseValues : 0) + ClassValues + Context;

        /// <summary>The values of the learned vector that tells a class; 0 if there are no classes.</summary>
        internal int ClassValues => Classes > 0 ? DrawNetwork.ClassColumns : 0;

        /// <summary>What the decoder says: the patch, where to write and read, the next prior.</summary>
        internal int HeadValues => ReadAt + (Read > 0 ? Glimpse.Numbers : 0) + (LearnedPrior ? 2 * Latent : 0);

        /// <summary>The column at which the decoder says where to read, behind patch and place of writing.</summary>
        internal int ReadAt => PatchValues + (Write > 0 ? Glimpse.Numbers : 0);

        internal int LongerSide => Math.Max(Width, Height);
    }
}
