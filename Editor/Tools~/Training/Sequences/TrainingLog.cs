using System.Buffers.Binary;
using System.Text;

namespace RnnGen.Training;

/// <summary>Writes curves for TensorBoard into a folder.</summary>
/// <remarks>
/// The file is a row of records, each a length, its checksum, bytes and their checksum; the bytes are a
/// message Event of protocol buffers: wall_time = 1, step = 2, file_version = 3, summary = 5 of a value with
/// tag = 1 and simple_value = 2.
/// </remarks>
internal sealed class TrainingLog : IDisposable
{
    private const byte Varint = 0;
    private const byte EightBytes = 1;
    private const byte Delimited = 2;
    private const byte FourBytes = 5;

    private static readonly uint[] table = Enumerable.Range(0, 256).Select(Remainder).ToArray();

    private readonly FileStream file;

    public TrainingLog(string folder)
    {
        Directory.CreateDirectory(folder);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var path = Path.Combine(folder, FormattableString.Invariant($"events.out.tfevents.{now}"));
        file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        var version = Event(0);
        Bytes(version, 3, "brain.Event:2"u8);
        Write(version);
    }

    /// <summary>Adds a step of training to the curves.</summary>
    public void Add(int number, TrainingStep step, double tokensPerSecond)
    {
        Write(number, "loss/training", step.Loss);
        Write(number, "gradient norm", step.Norm);
        Write(number, "learning rate", step.Rate);
        Write(number, "tokens per second", tokensPerSecond);
    }

    /// <summary>Adds a validation to the curves, and sees to it that all is on disk.</summary>
    public void AddValidation(int number, double loss)
    {
        Write(number, "loss/validation", loss);
        file.Flush();
    }

    public void Dispose() => file.Dispose();

    private void Write(int step, string tag, double number)
    {
        var value = new MemoryStream();
        Bytes(value, 1, Encoding.UTF8.GetBytes(tag));
        value.WriteByte((2 << 3) | FourBytes);
        value.Write(BitConverter.GetBytes((float)number));
        var summary = new MemoryStream();
        Bytes(summary, 1, value.ToArray());
        var record = Event(step);
        Bytes(record, 5, summary.ToArray());
        Write(record);
    }

    private void Write(MemoryStream record)
    {
        var header = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(header, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Checksum(header.AsSpan(0, 8)));
        var footer = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, Checksum(record.ToArray()));
        file.Write(header);
        record.WriteTo(file);
        file.Write(footer);
    }

    private static MemoryStream Event(int step)
    {
        var record = new MemoryStream();
        record.WriteByte((1 << 3) | EightBytes);
        record.Write(BitConverter.GetBytes(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0));
        record.WriteByte((2 << 3) | Varint);
        Number(record, (uint)step);
        return record;
    }

    private static void Bytes(MemoryStream to, int field, ReadOnlySpan<byte> bytes)
    {
        to.WriteByte((byte)((field << 3) | Delimited));
        Number(to, (uint)bytes.Length);
        to.Write(bytes);
    }

    private static void Number(MemoryStream to, uint value)
    {
        for (; value > 127; value >>= 7)
        {
            to.WriteByte((byte)(value | 128));
        }

        to.WriteByte((byte)value);
    }

    /// <summary>Computes CRC-32C, turned and shifted as the format of records wants it.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc = table[(byte)(crc ^ next)] ^ (crc >> 8);
        }

        crc = ~crc;
        return unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8);
    }

    private static uint Remainder(int first)
    {
        var crc = (uint)first;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
        }

        return crc;
    }
}
