#nullable enable
using System;
using System.IO;
using System.Text;

namespace RnnGen.Tests
{
    /// <summary>
    /// Makes files of the safetensors format byte by byte, right or wrong, without the library.
    /// </summary>
    internal static class SafetensorsBytes
    {
        /// <summary>The size of the header in 8 little-endian bytes, the header, the values.</summary>
        public static byte[] Of(string header, params float[] values)
        {
            var text = Encoding.UTF8.GetBytes(header);
            return WithClaim((ulong)text.Length, text, values);
        }

        public static byte[] WithClaim(ulong headerSize, byte[] header, params float[] values)
        {
            using var stream = new MemoryStream();
            for (var i = 0; i < 8; i++) stream.WriteByte((byte)(headerSize >> (8 * i)));
            stream.Write(header);
            foreach (var value in values)
            {
                var bits = BitConverter.SingleToInt32Bits(value);
                for (var i = 0; i < 4; i++) stream.WriteByte((byte)(bits >> (8 * i)));
            }

            return stream.ToArray();
        }

        public static string Entry(string shape, string offsets, string type = "F32")
        {
            return $"{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":{offsets}}}";
        }
    }
}
