using System.Buffers.Binary;
using System.Text.Json;

namespace RnnGen.Tools.Tests;

/// <summary>
/// Reads safetensors independently of the library: System.Text.Json, and each value by itself.
/// </summary>
internal static class SafetensorsOracle
{
    public static Dictionary<string, (int[] Shape, float[] Values)> Read(ReadOnlySpan<byte> bytes)
    {
        var headerSize = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.Slice(8, headerSize).ToArray());
        var data = bytes[(8 + headerSize)..];
        var tensors = new Dictionary<string, (int[] Shape, float[] Values)>();
        foreach (var member in header.RootElement.EnumerateObject())
        {
            if (member.Name == "__metadata__") continue;
            var shape = member.Value.GetProperty("shape").EnumerateArray().Select(x => x.GetInt32()).ToArray();
            var begin = member.Value.GetProperty("data_offsets")[0].GetInt32();
            var values = new float[shape.Aggregate(1, (a, b) => a * b)];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = BinaryPrimitives.ReadSingleLittleEndian(data[(begin + (4 * i))..]);
            }

            tensors.Add(member.Name, (shape, values));
        }

        return tensors;
    }
}
