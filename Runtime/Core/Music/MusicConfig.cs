#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Reads and writes what a music model is, as JSON:
    /// {"codec":"score","network":{"cell":"lstm","inputs":655,
    /// "outputs":655,"size":256,"layers":2,"dropout":0.2}}.
    /// </summary>
    internal static class MusicConfig
    {
        /// <exception cref="ModelFormatException">The text is not of that form.</exception>
        public static (NoteCodec Codec, SequenceConfig Network) Read(string json)
        {
            var reader = new JsonReader(json.AsSpan(), "config");
            NoteCodec? codec = null;
            SequenceConfig? network = null;
            reader.BeginObject();
            while (reader.NextName(out var name))
            {
                switch (name)
                {
                    case "codec":
                        codec = CodecOf(reader.String());
                        break;
                    case "network":
                        network = SequenceConfigText.Read(ref reader);
                        break;
                    default:
                        throw Unknown(name);
                }
            }

            reader.End();
            if (codec == null || network == null)
            {
                throw new ModelFormatException(
                    "The config must have a codec and a network, but has no "
                    + (codec == null ? "codec." : "network."));
            }

            SequenceConfigText.RequireTokens(network, codec.TokenCount, codec.Name);
            return (codec, network);
        }

        public static string Write(NoteCodec codec, SequenceConfig network)
        {
            var writer = new JsonWriter();
            writer.BeginObject();
            writer.Name("codec");
            writer.String(codec.Name);
            writer.Name("network");
            SequenceConfigText.Write(writer, network);
            writer.EndObject();
            return writer.ToString();
        }

        private static NoteCodec CodecOf(string name)
        {
            try
            {
                return NoteCodec.ByName(name);
            }
            catch (ArgumentException exception)
            {
                throw new ModelFormatException(exception.Message, exception);
            }
        }

        private static ModelFormatException Unknown(string name)
        {
            return new ModelFormatException($"The config must have codec and network, but has '{name}'.");
        }
    }
}
