#nullable enable
using System;
using System.Buffers.Binary;

namespace RnnGen
{
    /// <summary>Writes numbers into memory, the same bytes on every platform.</summary>
    internal ref struct SaveWriter
    {
        private readonly Span<byte> to;
        private int at;

        public SaveWriter(Span<byte> to)
        {
            this.to = to;
            at = 0;
        }

        public void Int(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(to.Slice(at), value);
            at += sizeof(int);
        }

        public void Long(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(to.Slice(at), value);
            at += sizeof(long);
        }

        public void Float(float value) => Int(BitConverter.SingleToInt32Bits(value));

        public void Double(double value) => Long(BitConverter.DoubleToInt64Bits(value));

        public void Floats(ReadOnlySpan<float> values)
        {
            foreach (var value in values)
            {
                Float(value);
            }
        }

        /// <summary>Writes where a generator of chance is.</summary>
        public void Chance(RngState state)
        {
            Long((long)state.S0);
            Long((long)state.S1);
            Long((long)state.S2);
            Long((long)state.S3);
        }

        /// <summary>Writes a checksum of all before it.</summary>
        /// <returns>The number of bytes written.</returns>
        public int Seal()
        {
            Int(SaveReader.ChecksumOf(to.Slice(0, at)));
            return at;
        }
    }
}
