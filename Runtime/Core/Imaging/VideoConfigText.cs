#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Reads and writes the blueprint of a network that draws frame after frame, as JSON: {"video":{"time":256,
    /// "options":["moves"],"draw":{…}}}, where draw is as <see cref="DrawConfigText"/> has it.
    /// </summary>
    internal static class VideoConfigText
    {
        private const string Moves = "moves";

        /// <exception cref="ModelFormatException">The text is not of that form.</exception>
        public static VideoConfig Read(string json)
        {
            var reader = new JsonReader(json.AsSpan(), "config");
            VideoConfig? config = null;
            reader.BeginObject();
            while (reader.NextName(out var name))
            {
                if (name != "video")
                {
                    throw new ModelFormatException($"The config must have video, but has '{name}'.");
                }

                config = ReadConfig(ref reader);
            }

            reader.End();
            if (config == null)
            {
                throw new ModelFormatException("The config must have video, but is empty.");
            }

            var problem = config.Problem();
            return problem == null ? config : throw new ModelFormatException(problem);
        }

        public static string Write(VideoConfig config)
        {
            var writer = new JsonWriter();
            writer.BeginObject();
            writer.Name("video");
            writer.BeginObject();
            DrawConfigText.Write(writer, "time", config.Time);
            writer.Name("options");
            writer.BeginArray();
            if (config.Moves)
            {
                writer.String(Moves);
            }

            writer.EndArray();
            writer.Name("draw");
            DrawConfigText.Write(writer, config.Frame);
            writer.EndObject();
            writer.EndObject();
            return writer.ToString();
        }

        private static VideoConfig ReadConfig(ref JsonReader reader)
        {
            // What is not said is wrong, and not a default that may change.
            var config = new VideoConfig { Time = -1, Frame = new DrawConfig { Width = 0 } };
            reader.BeginObject();
            while (reader.NextName(out var name))
            {
                switch (name)
                {
                    case "time":
                        config.Time = DrawConfigText.Whole(ref reader);
                        break;
                    case "options":
                        ReadOptions(ref reader, config);
                        break;
                    case "draw":
                        config.Frame = DrawConfigText.ReadConfig(ref reader);
                        break;
                    default:
                        throw new ModelFormatException(
                            $"A video config must have time, options and draw, but has '{name}'.");
                }
            }

            return config;
        }

        private static void ReadOptions(ref JsonReader reader, VideoConfig config)
        {
            reader.BeginArray();
            while (reader.NextItem())
            {
                var option = reader.String();
                config.Moves = option == Moves
                    ? true
                    : throw new ModelFormatException($"An option must be {Moves}, but was '{option}'.");
            }
        }
    }
}
