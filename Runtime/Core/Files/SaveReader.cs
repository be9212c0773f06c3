#nullable enable
using System;
using System.Buffers.Binary;

namespace RnnGen
{
    /// <summary>Reads what a <see cref="SaveWriter"/> has written and sealed.</summary>
    internal ref struct SaveReader
    {
        private readonly ReadOnlySpan<byte> from;
        private int at;

        public SaveReader(ReadOnlySpan<byte> from)
        {
            this.from = from;
            at = 0;
        }

        /// <summary>
        /// Gets a value indicating whether the bytes are whole: their last four are their checksum.
        /// </summary>
        public static bool IsWhole(ReadOnlySpan<byte> saved)
        {
            var end = saved.Length - sizeof(int);
            return end >= 0 && new SaveReader(saved.Slice(end)).Int() == ChecksumOf(saved.Slice(0, end));
        }

        /// <summary>Computes the hash FNV-1a of some bytes.</summary>
        public static int ChecksumOf(ReadOnlySpan<byte> bytes)
        {
            var hash = 2166136261u;
            foreach (var value in bytes)
            {
                hash = unchecked((hash ^ value) * 16777619u);
            }

            return unchecked((int)hash);
        }

        public int Int()
        {
            at += sizeof(int);
            return BinaryPrimitives.ReadInt32LittleEndian(from.Slice(at - sizeof(int)));
        }

        public long Long()
        {
            at += sizeof(long);
            return BinaryPrimitives.ReadInt64LittleEndian(from.Slice(at - sizeof(long)));
        }

        public float Float() => BitConverter.Int32BitsToSingle(Int());

        public void Floats(Span<float> to)
        {
            foreach (ref var value in to)
            {
                value = Float();
            }
        }

        public RngState Chance() => new RngState((ulong)Long(), (ulong)Long(), (ulong)Long(), (ulong)Long());

        public double Double() => BitConverter.Int64BitsToDouble(Long());
    }
}
