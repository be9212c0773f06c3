#nullable enable
using System;
using System.Text;

namespace RnnGen
{
    /// <summary>Reads the payloads of meta events, and says no where they hold nothing sensible.</summary>
    internal static class MidiMetaPayload
    {
        public static bool TryGetTempo(ReadOnlySpan<byte> payload, out int microsecondsPerQuarter)
        {
            var isLongEnough = payload.Length >= 3;
            microsecondsPerQuarter = isLongEnough ? payload[0] << 16 | payload[1] << 8 | payload[2] : 0;
            return microsecondsPerQuarter > 0;
        }

        public static bool TryGetMeter(ReadOnlySpan<byte> payload, out int numerator, out int denominator)
        {
            numerator = payload.Length >= 2 ? payload[0] : 0;
            denominator = payload.Length >= 2 && payload[1] < 31 ? 1 << payload[1] : 0;
            return MeterMap.IsValid(numerator, denominator);
        }

        public static bool TryGetKey(ReadOnlySpan<byte> payload, out KeySignature key)
        {
            key = default;
            if (payload.Length < 2 || payload[1] > 1)
            {
                return false;
            }

            var sharps = (sbyte)payload[0];
            key = new KeySignature(sharps, payload[1] == 1);
            return sharps >= -7 && sharps <= 7;
        }

        /// <summary>
        /// Gets a text: UTF-8 if the bytes are that, otherwise Latin-1, which any bytes are.
        /// </summary>
        public static string GetText(ReadOnlySpan<byte> payload)
        {
            var text = Encoding.UTF8.GetString(payload);
            if (Encoding.UTF8.GetByteCount(text) == payload.Length
                && payload.SequenceEqual(Encoding.UTF8.GetBytes(text)))
            {
                return text;
            }

            var latin = new char[payload.Length];
            for (var i = 0; i < latin.Length; i++)
            {
                latin[i] = (char)payload[i];
            }

            return new string(latin);
        }
    }
}
