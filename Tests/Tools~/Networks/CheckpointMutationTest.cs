using CsCheck;
using NUnit.Framework;

namespace RnnGen.Tools.Tests;

/// <summary>
/// Oracle: an independent reader of the format for what is accepted, and the meter of the garbage collector.
/// </summary>
public sealed class CheckpointMutationTest
{
    private static readonly byte[] Valid = MakeValid();

    // What JSON is made of, so that mutations reach past the first check.
    private static readonly byte[] Marks = "{}[]\",:0123456789-eE.\\u _F32"u8.ToArray();

    private static readonly Gen<byte> Byte = Gen.OneOf(Gen.Byte, Gen.Int[0, Marks.Length - 1].Select(i => Marks[i]));

    [Test]
    public void MutatedFilesAreReadAsTheyAreOrRefused()
    {
        var accepted = 0;
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, Valid.Length - 1], Byte, Gen.Int[1, 40]).Array[1, 6].Sample(
            mutations =>
            {
                var bytes = new List<byte>(Valid);
                foreach (var (kind, place, value, length) in mutations)
                {
                    if (place < bytes.Count) Mutate(bytes, kind, place, value, Math.Min(length, bytes.Count - place));
                }

                return Agrees([.. bytes], ref accepted);
            },
            iter: 100_000, threads: 1);

        // Some hit nothing but a value of a tensor or a letter of a name.
        Assert.That(accepted, Is.GreaterThan(100));
    }

    private static bool Agrees(byte[] bytes, ref int accepted)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Checkpoint? read = null;
        try
        {
            read = Checkpoint.Read(bytes);
        }
        catch (ModelFormatException)
        {
        }

        // Exceptions cost some kilobytes with their traces; texts twice their bytes.
        if (GC.GetAllocatedBytesForCurrentThread() - before > 65536 + (16 * bytes.Length)) return false;
        if (read == null) return true;
        accepted++;
        var expected = SafetensorsOracle.Read(bytes);
        return read.Tensors.Count == expected.Count && read.Tensors.All(tensor =>
            tensor.Shape.SequenceEqual(expected[tensor.Name].Shape)
            && tensor.Values.SequenceEqual(expected[tensor.Name].Values));
    }

    private static void Mutate(List<byte> bytes, int kind, int place, byte value, int length)
    {
        switch (kind)
        {
            case 0: bytes[place] = value; break;
            case 1: bytes.Insert(place, value); break;
            case 2: bytes.RemoveRange(place, length); break;
            default: bytes.InsertRange(place, bytes.GetRange(place, length)); break;
        }
    }

    private static byte[] MakeValid()
    {
        var checkpoint = new Checkpoint();
        checkpoint.Add("a", [1, 2, 3, 4, 5, 6], 2, 3);
        checkpoint.Add("b", [7]);
        checkpoint.Add("c", [], 0);
        checkpoint.Metadata["config"] = "{\"codec\":\"score\"}";
        using var stream = new MemoryStream();
        checkpoint.Write(stream);
        return stream.ToArray();
    }
}
