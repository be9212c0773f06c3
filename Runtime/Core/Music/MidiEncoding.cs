#nullable enable
using System;
using System.Buffers.Binary;

namespace RnnGen
{
    /// <summary>Puts a MIDI file together from tracks and chunks that are encoded already.</summary>
    internal static class MidiEncoding
    {
        public static byte[] Encode(MidiFile file, MidiRiff? riff)
        {
            var length = 14;
            foreach (var track in file.Tracks)
            {
                length = checked(length + 8 + track.Bytes.Length);
            }

            foreach (var chunk in file.Chunks)
            {
                length = checked(length + chunk.Bytes.Length);
            }

            if (riff == null)
            {
                var bytes = new byte[length];
                WriteFile(file, bytes);
                return bytes;
            }

            var padded = length + (length & 1);
            var framed = new byte[checked(20 + riff.Before.Length + padded + riff.After.Length)];
            WriteName(framed, "RIFF");
            BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(4), (uint)framed.Length - 8);
            WriteName(framed.AsSpan(8), "RMID");
            riff.Before.CopyTo(framed, 12);
            var data = framed.AsSpan(12 + riff.Before.Length);
            WriteName(data, "data");
            BinaryPrimitives.WriteUInt32LittleEndian(data.Slice(4), (uint)length);
            WriteFile(file, data.Slice(8));
            riff.After.CopyTo(data.Slice(8 + padded));
            return framed;
        }

        private static void WriteFile(MidiFile file, Span<byte> target)
        {
            WriteName(target, "MThd");
            BinaryPrimitives.WriteUInt32BigEndian(target.Slice(4), 6);
            BinaryPrimitives.WriteUInt16BigEndian(target.Slice(8), (ushort)file.Format);
            BinaryPrimitives.WriteUInt16BigEndian(target.Slice(10), (ushort)file.Tracks.Count);
            BinaryPrimitives.WriteUInt16BigEndian(target.Slice(12), file.Division.Word);
            target = target.Slice(14);
            var chunk = 0;
            for (var i = 0; i <= file.Tracks.Count; i++)
            {
                var isLast = i == file.Tracks.Count;
                while (chunk < file.Chunks.Count && (isLast || file.Chunks[chunk].TracksBefore <= i))
                {
                    var bytes = file.Chunks[chunk++].Bytes;
                    bytes.CopyTo(target);
                    target = target.Slice(bytes.Length);
                }

                if (!isLast)
                {
                    var events = file.Tracks[i].Bytes;
                    WriteName(target, "MTrk");
                    BinaryPrimitives.WriteUInt32BigEndian(target.Slice(4), (uint)events.Length);
                    events.CopyTo(target.Slice(8));
                    target = target.Slice(8 + events.Length);
                }
            }
        }

        private static void WriteName(Span<byte> target, string name)
        {
            for (var i = 0; i < name.Length; i++)
            {
                target[i] = (byte)name[i];
            }
        }
    }
}
