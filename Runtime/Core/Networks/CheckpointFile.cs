#nullable enable
using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;

namespace RnnGen
{
    /// <summary>
    /// The bytes of a safetensors file: the size of the header in 8 bytes, the header, and the data.
    /// Numbers are little endian, as on every platform that the library is built for.
    /// </summary>
    internal static class CheckpointFile
    {
        private const int SizeOfSize = 8;

        public static Checkpoint Read(Stream stream, long size)
        {
            Span<byte> prefix = stackalloc byte[SizeOfSize];
            if (size < SizeOfSize) throw new ModelFormatException(
                $"The file must begin with the size of its header in 8 bytes, but has {size} bytes.");
            Fill(stream, prefix);
            var headerSize = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
            if (headerSize > CheckpointHeader.LargestSize) throw new ModelFormatException(
                $"The header must have at most {CheckpointHeader.LargestSize} bytes, but claims {headerSize}.");
            var dataSize = size - SizeOfSize - (long)headerSize;
            if (dataSize < 0) throw new ModelFormatException(
                $"The header must end within the file of {size} bytes, but claims {headerSize}.");

            var header = new byte[headerSize];
            Fill(stream, header);
            var checkpoint = new Checkpoint();
            foreach (var entry in CheckpointHeader.Read(header, dataSize, checkpoint.Metadata))
            {
                var values = new float[(entry.End - entry.Begin) / sizeof(float)];
                Fill(stream, MemoryMarshal.AsBytes(values.AsSpan()));
                var tensor = new CheckpointTensor(entry.Name, entry.Shape, values);
                if (tensor.FirstNotFinite() is int place) throw new ModelFormatException(
                    $"Tensor '{entry.Name}' must have finite values, but value {place} is {values[place]}.");
                checkpoint.Add(tensor);
            }

            return checkpoint;
        }

        public static void Write(Stream stream, Checkpoint checkpoint)
        {
            var header = CheckpointHeader.Write(checkpoint.Tensors, checkpoint.Metadata);
            if (header.Length > CheckpointHeader.LargestSize) throw new InvalidOperationException(
                $"The header must have at most {CheckpointHeader.LargestSize} bytes, but has {header.Length}: "
                + "shorten the metadata.");
            Span<byte> prefix = stackalloc byte[SizeOfSize];
            BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
            stream.Write(prefix);
            stream.Write(header);
            foreach (var tensor in checkpoint.Tensors) stream.Write(MemoryMarshal.AsBytes(tensor.Values));
        }

        private static void Fill(Stream stream, Span<byte> bytes)
        {
            while (bytes.Length > 0)
            {
                var count = stream.Read(bytes);
                if (count == 0) throw new ModelFormatException(
                    $"The file must go on for {bytes.Length} more bytes, but ended while it was read.");
                bytes = bytes.Slice(count);
            }
        }
    }
}
