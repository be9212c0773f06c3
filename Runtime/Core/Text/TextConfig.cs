#nullable enable
using System;

namespace RnnGen
{
    /// <summary>
    /// Reads and writes what a text model is, as JSON: {"codec":"text","alphabet":" abc","network":{…}},
    /// where network is as of <see cref="SequenceConfigText"/>.
    /// </summary>
    internal static class TextConfig
    {
        private const string Codec = "text";

        /// <exception cref="ModelFormatException">The text is not of that form.</exception>
        public static (Alphabet Alphabet, SequenceConfig Network) Read(string json)
        {
            var reader = new JsonReader(json.AsSpan(), "config");
            var isText = false;
            Alphabet? alphabet = null;
            SequenceConfig? network = null;
            reader.BeginObject();
            while (reader.NextName(out var name))
            {
                switch (name)
                {
                    case "codec":
                        RequireText(reader.String());
                        isText = true;
                        break;
                    case "alphabet":
                        alphabet = AlphabetOf(reader.String());
                        break;
                    case "network":
                        network = SequenceConfigText.Read(ref reader);
                        break;
                    default:
                        throw new ModelFormatException(
                            $"The config must have codec, alphabet and network, but has '{name}'.");
                }
            }

            reader.End();
            if (!isText || alphabet == null || network == null)
            {
                throw new ModelFormatException(
                    "The config must have a codec, an alphabet and a network, but has no "
                    + (!isText ? "codec." : alphabet == null ? "alphabet." : "network."));
            }

            SequenceConfigText.RequireTokens(network, alphabet.TokenCount, Codec);
            return (alphabet, network);
        }

        public static string Write(Alphabet alphabet, SequenceConfig network)
        {
            var writer = new JsonWriter();
            writer.BeginObject();
            writer.Name("codec");
            writer.String(Codec);
            writer.Name("alphabet");
            writer.String(alphabet.Characters);
            writer.Name("network");
            SequenceConfigText.Write(writer, network);
            writer.EndObject();
            return writer.ToString();
        }

        private static void RequireText(string codec)
        {
            if (codec != Codec)
            {
                throw new ModelFormatException($"The codec must be '{Codec}', but is '{codec}'.");
            }
        }

        private static Alphabet AlphabetOf(string characters)
        {
            try
            {
                return new Alphabet(characters);
            }
            catch (ArgumentException exception)
            {
                throw new ModelFormatException(exception.Message, exception);
            }
        }
    }
}
