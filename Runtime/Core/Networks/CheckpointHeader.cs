#nullable enable
using System;
using System.Collections.Generic;
using System.Text;

namespace RnnGen
{
    /// <summary>
    /// The header of a safetensors file: JSON that gives each tensor's type, shape and place in the data.
    /// </summary>
    /// <remarks>https://github.com/huggingface/safetensors#format, of which only type F32 is read.</remarks>
    internal static class CheckpointHeader
    {
        /// <summary>
        /// The largest header that is read, in bytes: room for tens of thousands of tensors.
        /// </summary>
        public const int LargestSize = 4 << 20;

        public const string MetadataName = "__metadata__";
        public const int MostAxes = 8;
        public const int MostValues = int.MaxValue / sizeof(float);

        // Throws on what is not UTF-8, both ways.
        private static readonly UTF8Encoding Utf8 = new UTF8Encoding(false, true);

        /// <summary>
        /// Reads a header whole, and checks it against the size of the data that follow it.
        /// </summary>
        /// <returns>The tensors in the order of their data, which they fill without gap or overlap.</returns>
        public static List<Entry> Read(byte[] bytes, long dataSize, IDictionary<string, string> metadata)
        {
            var json = new JsonReader(Decode(bytes), "header");
            var entries = new List<Entry>();
            var names = new HashSet<string>();
            json.BeginObject();
            while (json.NextName(out var name))
            {
                if (!names.Add(name)) throw new ModelFormatException(
                    $"The header must name each tensor once, but names '{name}' twice.");
                if (name == MetadataName) ReadMetadata(ref json, metadata);
                else entries.Add(ReadEntry(ref json, name));
            }

            json.End();
            CheckPlaces(entries, dataSize);
            return entries;
        }

        /// <summary>Writes the header of tensors whose data follow in the order given.</summary>
        /// <returns>Bytes padded with spaces, so that the data begin at a multiple of eight.</returns>
        public static byte[] Write(
            IReadOnlyCollection<CheckpointTensor> tensors, IDictionary<string, string> metadata)
        {
            var json = new JsonWriter();
            json.BeginObject();
            if (metadata.Count > 0)
            {
                json.Name(MetadataName);
                json.BeginObject();
                foreach (var (key, value) in metadata)
                {
                    json.Name(key);
                    json.String(value);
                }

                json.EndObject();
            }

            var place = 0L;
            foreach (var tensor in tensors)
            {
                var size = (long)tensor.Values.Length * sizeof(float);
                WriteEntry(json, tensor, place, place + size);
                place += size;
            }

            json.EndObject();
            var text = json.ToString();
            var size8 = (Utf8.GetByteCount(text) + 7) / 8 * 8;
            return Utf8.GetBytes(text + new string(' ', size8 - Utf8.GetByteCount(text)));
        }

        /// <summary>Gets whether a text can be written, and has no half of a surrogate pair.</summary>
        public static bool IsText(string text)
        {
            try
            {
                return Utf8.GetByteCount(text) >= 0;
            }
            catch (EncoderFallbackException)
            {
                return false;
            }
        }

        /// <summary>Counts the values of a tensor; null is more than a file may have.</summary>
        public static long? CountOf(IReadOnlyList<int> shape)
        {
            var count = 1L;
            foreach (var axis in shape)
            {
                // Both factors are below 2^31, so that the product cannot overflow.
                count *= axis;
                if (count > MostValues) return null;
            }

            return count;
        }

        private static string Decode(byte[] bytes)
        {
            try
            {
                return Utf8.GetString(bytes);
            }
            catch (DecoderFallbackException e)
            {
                throw new ModelFormatException(
                    $"The header must be text in UTF-8, but is not at byte {e.Index}.", e);
            }
        }

        private static void ReadMetadata(ref JsonReader json, IDictionary<string, string> metadata)
        {
            json.BeginObject();
            while (json.NextName(out var key))
            {
                if (!metadata.TryAdd(key, json.String())) throw new ModelFormatException(
                    $"The metadata must have each key once, but have '{key}' twice.");
            }
        }

        private static Entry ReadEntry(ref JsonReader json, string name)
        {
            string? type = null;
            int[]? shape = null;
            (long Begin, long End)? place = null;
            json.BeginObject();
            while (json.NextName(out var member))
            {
                if (member == "dtype" && type == null) type = json.String();
                else if (member == "shape" && shape == null) shape = ReadShape(ref json, name);
                else if (member == "data_offsets" && place == null) place = ReadPlace(ref json, name);
                else throw new ModelFormatException(
                    $"Tensor '{name}' must have dtype, shape and data_offsets once each and nothing more, "
                    + $"but has '{member}'{(member is "dtype" or "shape" or "data_offsets" ? " twice" : "")}.");
            }

            if (type == null || shape == null || place == null) throw new ModelFormatException(
                $"Tensor '{name}' must have a dtype, a shape and data_offsets, but lacks "
                + (type == null ? "its dtype." : shape == null ? "its shape." : "its data_offsets."));
            if (type != "F32") throw new ModelFormatException(
                $"Tensor '{name}' must be of type F32, but is of type '{type}'.");
            return new Entry(name, shape, place.Value.Begin, place.Value.End);
        }

        private static int[] ReadShape(ref JsonReader json, string name)
        {
            var axes = new List<int>();
            json.BeginArray();
            while (json.NextItem())
            {
                var size = json.Integer();
                if (size < 0 || size > int.MaxValue) throw new ModelFormatException(
                    $"Tensor '{name}' must have axes of 0 to {int.MaxValue}, but has one of {size}.");
                if (axes.Count == MostAxes) throw new ModelFormatException(
                    $"Tensor '{name}' must have at most {MostAxes} axes, but has more.");
                axes.Add((int)size);
            }

            return axes.ToArray();
        }

        private static (long Begin, long End) ReadPlace(ref JsonReader json, string name)
        {
            Span<long> offsets = stackalloc long[2];
            var count = 0;
            json.BeginArray();
            while (json.NextItem())
            {
                var offset = json.Integer();
                if (count < 2) offsets[count] = offset;
                count++;
            }

            if (count != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) throw new ModelFormatException(
                $"The data_offsets of tensor '{name}' must be where its data begin and end, in ascending order, "
                + (count == 2 ? $"but are {offsets[0]} and {offsets[1]}." : $"but are {count} numbers."));
            return (offsets[0], offsets[1]);
        }

        private static void CheckPlaces(List<Entry> entries, long dataSize)
        {
            entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin)
                : a.End != b.End ? a.End.CompareTo(b.End)
                : string.CompareOrdinal(a.Name, b.Name));
            var place = 0L;
            foreach (var entry in entries)
            {
                if (entry.Begin != place) throw new ModelFormatException(
                    $"The data of tensor '{entry.Name}' must begin where others end, at {place}, "
                    + $"but begin at {entry.Begin}, which leaves {(entry.Begin < place ? "an overlap" : "a gap")}.");
                if (entry.End > dataSize) throw new ModelFormatException(
                    $"The data of tensor '{entry.Name}' must end within the {dataSize} bytes after the header, "
                    + $"but end at {entry.End}.");
                CheckSize(entry);
                place = entry.End;
            }

            if (place != dataSize) throw new ModelFormatException(
                $"The tensors must fill the {dataSize} bytes after the header, but fill {place}.");
        }

        private static void CheckSize(Entry entry)
        {
            if (CountOf(entry.Shape) is not long count) throw new ModelFormatException(
                $"Tensor '{entry.Name}' must have at most {MostValues} values, but is of shape "
                + $"{CheckpointTensor.Describe(entry.Shape)}.");
            if (entry.End - entry.Begin != count * sizeof(float)) throw new ModelFormatException(
                $"Tensor '{entry.Name}' of shape {CheckpointTensor.Describe(entry.Shape)} must have "
                + $"{count * sizeof(float)} bytes of data, but has {entry.End - entry.Begin}.");
        }

        private static void WriteEntry(JsonWriter json, CheckpointTensor tensor, long begin, long end)
        {
            json.Name(tensor.Name);
            json.BeginObject();
            json.Name("dtype");
            json.String("F32");
            json.Name("shape");
            json.BeginArray();
            foreach (var axis in tensor.Shape) json.Integer(axis);
            json.EndArray();
            json.Name("data_offsets");
            json.BeginArray();
            json.Integer(begin);
            json.Integer(end);
            json.EndArray();
            json.EndObject();
        }

        /// <summary>
        /// A tensor as the header describes it; offsets are in bytes from the end of the header.
        /// </summary>
        public readonly struct Entry
        {
            public readonly string Name;
            public readonly int[] Shape;
            public readonly long Begin;
            public readonly long End;

            public Entry(string name, int[] shape, long begin, long end)
            {
                Name = name;
                Shape = shape;
                Begin = begin;
                End = end;
            }
        }
    }
}
