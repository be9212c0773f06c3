#nullable enable
using System;
using System.IO;
using NUnit.Framework;
using static RnnGen.Tests.SafetensorsBytes;

namespace RnnGen.Tests
{
    /// <summary>Oracle: the rules of the safetensors format, each broken in a file made by hand.</summary>
    public sealed class CheckpointHostileTest
    {
        [TestCaseSource(nameof(Cases))]
        public void SaysWhatWasRequiredAndFound(byte[] bytes, string sentence)
        {
            Assert.That(() => Checkpoint.Read(bytes),
                Throws.TypeOf<ModelFormatException>().With.Message.EqualTo(sentence));
        }

        [Test]
        public void AllocatesNoMoreThanTheFileBearsOut()
        {
            foreach (var data in Cases())
            {
                var bytes = (byte[])data.Arguments[0]!;
                Attempt(bytes);
                var before = GC.GetAllocatedBytesForCurrentThread();
                Attempt(bytes);
                Assert.That(GC.GetAllocatedBytesForCurrentThread() - before,
                    Is.LessThan(65536 + (16 * bytes.Length)), data.TestName);
            }
        }

        [Test]
        public void EveryCutOfAFileIsRefused()
        {
            var bytes = Of("{\"__metadata__\":{\"a\":\"\\u00e9\"},\"x\":" + Entry("[2]", "[0,8]") + "}", 1, 2);
            Assert.That(Checkpoint.Read(bytes)["x"].Values.ToArray(), Is.EqualTo(new float[] { 1, 2 }));
            for (var length = 0; length < bytes.Length; length++)
            {
                var cut = bytes.AsSpan(0, length).ToArray();
                Assert.That(() => Checkpoint.Read(cut), Throws.TypeOf<ModelFormatException>(), $"{length} bytes");
            }
        }

        [Test]
        public void LoadNamesTheFile()
        {
            var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            File.WriteAllBytes(path, Of("{}", 1));
            try
            {
                Assert.That(() => Checkpoint.Load(path), Throws.TypeOf<ModelFormatException>().With.Message.EqualTo(
                    $"'{path}' is not a model that can be read. "
                    + "The tensors must fill the 4 bytes after the header, but fill 0."));
            }
            finally
            {
                File.Delete(path);
            }
        }

        private static TestCaseData[] Cases()
        {
            return new[]
            {
                Case("empty file", Array.Empty<byte>(),
                    "The file must begin with the size of its header in 8 bytes, but has 0 bytes."),
                Case("half a size", new byte[5],
                    "The file must begin with the size of its header in 8 bytes, but has 5 bytes."),
                Case("huge header", WithClaim(ulong.MaxValue, new byte[100]),
                    "The header must have at most 4194304 bytes, but claims 18446744073709551615."),
                Case("header longer than the file", WithClaim(4000, new byte[100]),
                    "The header must end within the file of 108 bytes, but claims 4000."),
                Case("header of no bytes", Of(""),
                    "The header must have an object at character 0, but ends there."),
                Case("not UTF-8", WithClaim(4, new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"' }),
                    "The header must be text in UTF-8, but is not at byte 2."),
                Case("truncated JSON", Of("{\"x\":{\"dtype\""),
                    "The header must have a colon at character 13, but ends there."),
                Case("more after the object", Of("{} {"),
                    "The header must have its end at character 3, but has '{'."),
                Case("deep nesting", Of(new string('[', 100000)),
                    "The header must have an object at character 0, but has '['."),
                Case("deep nesting in a shape", Of("{\"x\":{\"shape\":" + new string('[', 100000)),
                    "The header must have an integer at character 15, but has '['."),
                Case("trailing comma", Of("{\"x\":" + Entry("[]", "[0,4]") + ",}", 1),
                    "The header must have a string at character 53, but has '}'."),
                Case(
                    "tensor twice",
                    Of("{\"x\":" + Entry("[1]", "[0,4]") + ",\"x\":" + Entry("[1]", "[4,8]") + "}", 1, 2),
                    "The header must name each tensor once, but names 'x' twice."),
                Case("metadata twice", Of("{\"__metadata__\":{},\"__metadata__\":{}}"),
                    "The header must name each tensor once, but names '__metadata__' twice."),
                Case("key of the metadata twice", Of("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}"),
                    "The metadata must have each key once, but have 'a' twice."),
                Case("metadata not text", Of("{\"__metadata__\":{\"a\":1}}"),
                    "The header must have a string at character 21, but has '1'."),
                Case("half a surrogate pair", Of("{\"\\ud83d\":0}"),
                    "The header must have whole surrogate pairs in the string before the quote at character 8, "
                    + "but has '\"'."),
                Case("shape twice", Of("{\"x\":{\"shape\":[],\"shape\":[]}}"),
                    "Tensor 'x' must have dtype, shape and data_offsets once each and nothing more, "
                    + "but has 'shape' twice."),
                Case("unknown member", Of("{\"x\":{\"strides\":[]}}"),
                    "Tensor 'x' must have dtype, shape and data_offsets once each and nothing more, "
                    + "but has 'strides'."),
                Case("no shape", Of("{\"x\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 1),
                    "Tensor 'x' must have a dtype, a shape and data_offsets, but lacks its shape."),
                Case("wrong type", Of("{\"x\":" + Entry("[1]", "[0,4]", "I32") + "}", 1),
                    "Tensor 'x' must be of type F32, but is of type 'I32'."),
                Case("negative axis", Of("{\"x\":" + Entry("[-1]", "[0,4]") + "}", 1),
                    "Tensor 'x' must have axes of 0 to 2147483647, but has one of -1."),
                Case("axis with a fraction", Of("{\"x\":" + Entry("[1.5]", "[0,4]") + "}", 1),
                    "The header must have an integer of at most 64 bits at character 29, but has '1'."),
                Case("axis beyond 64 bits", Of("{\"x\":" + Entry("[99999999999999999999]", "[0,4]") + "}", 1),
                    "The header must have an integer of at most 64 bits at character 29, but has '9'."),
                Case("axis with a leading zero", Of("{\"x\":" + Entry("[01]", "[0,4]") + "}", 1),
                    "The header must have a comma or ']' at character 30, but has '1'."),
                Case("nine axes", Of("{\"x\":" + Entry("[1,1,1,1,1,1,1,1,1]", "[0,4]") + "}", 1),
                    "Tensor 'x' must have at most 8 axes, but has more."),
                Case("2 GB in 100 bytes", Of("{\"x\":" + Entry("[536870911]", "[0,2147483644]") + "}", new float[8]),
                    "The data of tensor 'x' must end within the 32 bytes after the header, but end at 2147483644."),
                Case("shape of 2 GB, data of 4 bytes", Of("{\"x\":" + Entry("[536870911]", "[0,4]") + "}", 1),
                    "Tensor 'x' of shape [536870911] must have 2147483644 bytes of data, but has 4."),
                Case("shape whose product is 4 modulo 2^64",
                    Of("{\"x\":" + Entry("[20,48448661,49477,384773]", "[0,16]") + "}", new float[4]),
                    "Tensor 'x' must have at most 536870911 values, but is of shape [20, 48448661, 49477, 384773]."),
                Case("shape whose product is 2^64",
                    Of("{\"x\":" + Entry("[65536,65536,65536,65536]", "[0,0]") + "}"),
                    "Tensor 'x' must have at most 536870911 values, but is of shape [65536, 65536, 65536, 65536]."),
                Case("shape and data differ", Of("{\"x\":" + Entry("[2,2]", "[0,12]") + "}", new float[3]),
                    "Tensor 'x' of shape [2, 2] must have 16 bytes of data, but has 12."),
                Case(
                    "overlap",
                    Of("{\"x\":" + Entry("[2]", "[0,8]") + ",\"y\":" + Entry("[2]", "[4,12]") + "}", 1, 2, 3),
                    "The data of tensor 'y' must begin where others end, at 8, but begin at 4, "
                    + "which leaves an overlap."),
                Case(
                    "same data twice",
                    Of("{\"x\":" + Entry("[1]", "[0,4]") + ",\"y\":" + Entry("[1]", "[0,4]") + "}", 1),
                    "The data of tensor 'y' must begin where others end, at 4, but begin at 0, "
                    + "which leaves an overlap."),
                Case("gap", Of("{\"x\":" + Entry("[1]", "[4,8]") + "}", 1, 2),
                    "The data of tensor 'x' must begin where others end, at 0, but begin at 4, "
                    + "which leaves a gap."),
                Case("data left over", Of("{\"x\":" + Entry("[1]", "[0,4]") + "}", 1, 2),
                    "The tensors must fill the 8 bytes after the header, but fill 4."),
                Case("offsets descend", Of("{\"x\":" + Entry("[1]", "[4,0]") + "}", 1),
                    "The data_offsets of tensor 'x' must be where its data begin and end, in ascending order, "
                    + "but are 4 and 0."),
                Case("offset below zero", Of("{\"x\":" + Entry("[1]", "[-4,0]") + "}", 1),
                    "The data_offsets of tensor 'x' must be where its data begin and end, in ascending order, "
                    + "but are -4 and 0."),
                Case("offsets at the end of 64 bits",
                    Of("{\"x\":" + Entry("[1]", "[0,9223372036854775807]") + "}", 1),
                    "The data of tensor 'x' must end within the 4 bytes after the header, "
                    + "but end at 9223372036854775807."),
                Case("three offsets", Of("{\"x\":" + Entry("[1]", "[0,4,4]") + "}", 1),
                    "The data_offsets of tensor 'x' must be where its data begin and end, in ascending order, "
                    + "but are 3 numbers."),
                Case("not a number", Of("{\"x\":" + Entry("[2]", "[0,8]") + "}", 1, float.NaN),
                    "Tensor 'x' must have finite values, but value 1 is NaN."),
                Case("infinite", Of("{\"x\":" + Entry("[1]", "[0,4]") + "}", float.NegativeInfinity),
                    $"Tensor 'x' must have finite values, but value 0 is {float.NegativeInfinity}."),
            };
        }

        private static TestCaseData Case(string name, byte[] bytes, string sentence)
        {
            return new TestCaseData(bytes, sentence).SetName("Hostile file: " + name);
        }

        private static void Attempt(byte[] bytes)
        {
            try
            {
                Checkpoint.Read(bytes);
            }
            catch (ModelFormatException)
            {
            }
        }
    }
}
