#nullable enable
using System;
using System.Collections.Generic;
using System.Globalization;

namespace RnnGen
{
    /// <summary>
    /// Reads and writes the blueprint of a network that draws, as JSON: {"draw":{"width":28,"height":28,
    /// "output":"binary","colours":0,"steps":64,"size":256,"latent":100,"read":2,"write":5,"classes":0,
    /// "options":["learned-prior","canvas-feedback","wraps"]}}; where the encoder has a number of units of its
    /// own, "encoder":352; and, where they are known, "palette":["ff0000ff"], red, green, blue and alpha, and
    /// "names":["cat"] of the classes.
    /// </summary>
    internal static class DrawConfigText
    {
        private const string LearnedPrior = "learned-prior";
        private const string CanvasFeedback = "canvas-feedback";
        private const string Wraps = "wraps";

        /// <exception cref="ModelFormatException">The text is not of that form.</exception>
        public static DrawConfig Read(string json)
        {
            var reader = new JsonReader(json.AsSpan(), "config");
            DrawConfig? config = null;
            reader.BeginObject();
            while (reader.NextName(out var name))
            {
                if (name != "draw")
                {
                    throw new ModelFormatException($"The config must have draw, but has '{name}'.");
                }

                config = ReadConfig(ref reader);
            }

            reader.End();
            if (config == null)
            {
                throw new ModelFormatException("The config must have draw, but is empty.");
            }

            var problem = config.Problem();
            return problem == null ? config : throw new ModelFormatException(problem);
        }

        public static string Write(DrawConfig config)
        {
            var writer = new JsonWriter();
            writer.BeginObject();
            writer.Name("draw");
            Write(writer, config);
            writer.EndObject();
            return writer.ToString();
        }

        /// <summary>Writes a blueprint as a value.</summary>
        public static void Write(JsonWriter writer, DrawConfig config)
        {
            writer.BeginObject();
            Write(writer, "width", config.Width);
            Write(writer, "height", config.Height);
            writer.Name("output");
            writer.String(config.Output);
            Write(writer, "colours", config.Colours);
            Write(writer, "steps", config.Steps);
            Write(writer, "size", config.Size);
            if (config.EncoderSize != 0)
            {
                Write(writer, "encoder", config.EncoderSize);
            }

            Write(writer, "latent", config.Latent);
            Write(writer, "read", config.Read);
            Write(writer, "write", config.Write);
            Write(writer, "classes", config.Classes);
            writer.Name("options");
            writer.BeginArray();
            if (config.LearnedPrior)
            {
                writer.String(LearnedPrior);
            }

            if (config.CanvasFeedback)
            {
                writer.String(CanvasFeedback);
            }

            if (config.Wraps)
            {
                writer.String(Wraps);
            }

            writer.EndArray();
            if (config.Palette.Count > 0)
            {
                Write(writer, "palette", config.Palette, colour => colour.ToString("x8", CultureInfo.InvariantCulture));
            }

            if (config.ClassNames.Count > 0)
            {
                Write(writer, "names", config.ClassNames, name => name);
            }

            writer.EndObject();
        }

        /// <summary>Writes a number under its name.</summary>
        public static void Write(JsonWriter writer, string name, int value)
        {
            writer.Name(name);
            writer.Integer(value);
        }

        private static void Write<T>(JsonWriter writer, string name, IReadOnlyList<T> all, Func<T, string> text)
        {
            writer.Name(name);
            writer.BeginArray();
            foreach (var one in all)
            {
                writer.String(text(one));
            }

            writer.EndArray();
        }

        /// <summary>Reads a blueprint as a value, which may be none that works.</summary>
        public static DrawConfig ReadConfig(ref JsonReader reader)
        {
            // What is not said is wrong, and not a default that may change.
            var config = new DrawConfig { Width = 0, Steps = 0, Size = 0, Latent = 0, Read = -1, Write = -1 };
            config.Height = 0;
            config.Output = "";
            reader.BeginObject();
            while (reader.NextName(out var name))
            {
                switch (name)
                {
                    case "width":
                        config.Width = Whole(ref reader);
                        break;
                    case "height":
                        config.Height = Whole(ref reader);
                        break;
                    case "output":
                        config.Output = reader.String();
                        break;
                    case "colours":
                        config.Colours = Whole(ref reader);
                        break;
                    case "steps":
                        config.Steps = Whole(ref reader);
                        break;
                    case "size":
                        config.Size = Whole(ref reader);
                        break;
                    case "encoder":
                        config.EncoderSize = Whole(ref reader);
                        break;
                    case "latent":
                        config.Latent = Whole(ref reader);
                        break;
                    case "read":
                        config.Read = Whole(ref reader);
                        break;
                    case "write":
                        config.Write = Whole(ref reader);
                        break;
                    case "classes":
                        config.Classes = Whole(ref reader);
                        break;
                    case "options":
                        ReadOptions(ref reader, config);
                        break;
                    case "palette":
                        config.Palette = Texts(ref reader).ConvertAll(Colour);
                        break;
                    case "names":
                        config.ClassNames = Texts(ref reader);
                        break;
                    default:
                        throw new ModelFormatException(
                            "A draw config must have width, height, output, colours, steps, size, latent, "
                            + "read, write, classes and options, and may have encoder, palette and names, but has "
                            + $"'{name}'.");
                }
            }

            return config;
        }

        private static void ReadOptions(ref JsonReader reader, DrawConfig config)
        {
            reader.BeginArray();
            while (reader.NextItem())
            {
                switch (reader.String())
                {
                    case LearnedPrior:
                        config.LearnedPrior = true;
                        break;
                    case CanvasFeedback:
                        config.CanvasFeedback = true;
                        break;
                    case Wraps:
                        config.Wraps = true;
                        break;
                    case var option:
                        throw new ModelFormatException(
                            $"An option must be {LearnedPrior}, {CanvasFeedback} or {Wraps}, but was '{option}'.");
                }
            }
        }

        private static List<string> Texts(ref JsonReader reader)
        {
            var texts = new List<string>();
            reader.BeginArray();
            while (reader.NextItem())
            {
                texts.Add(reader.String());
            }

            return texts;
        }

        private static uint Colour(string text)
        {
            const NumberStyles hex = NumberStyles.AllowHexSpecifier;
            var isNumber = uint.TryParse(text, hex, CultureInfo.InvariantCulture, out var colour);
            return isNumber && text.Length == 8
                ? colour
                : throw new ModelFormatException(
                    $"A colour must be eight hexadecimal digits, red, green, blue and alpha, but was '{text}'.");
        }

        /// <summary>Reads a number, which is wrong in every place if it does not fit.</summary>
        public static int Whole(ref JsonReader reader)
        {
            var value = reader.Integer();
            return value >= 0 && value <= int.MaxValue ? (int)value : -1;
        }
    }
}
