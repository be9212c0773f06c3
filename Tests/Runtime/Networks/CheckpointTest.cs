#nullable enable
using System;
using System.IO;
using System.Text;
using NUnit.Framework;
using static RnnGen.Tests.SafetensorsBytes;

namespace RnnGen.Tests
{
    /// <summary>
    /// Oracle: files made by hand, byte by byte, from the description of the safetensors format.
    /// </summary>
    public sealed class CheckpointTest
    {
        [Test]
        public void WritesTheBytesOfTheFormat()
        {
            var checkpoint = new Checkpoint();
            checkpoint.Add("b", new float[] { 1, 2, 3, 4, 5, 6 }, 2, 3);
            checkpoint.Add("a", new[] { 0.5f });
            checkpoint.Metadata["config"] = "{\"k\":\"\t\"}";
            var header = "{\"__metadata__\":{\"config\":\"{\\\"k\\\":\\\"\\u0009\\\"}\"},"
                + "\"a\":" + Entry("[]", "[0,4]") + ",\"b\":" + Entry("[2,3]", "[4,28]") + "}";
            header = header.PadRight((header.Length + 7) / 8 * 8);
            Assert.That(Bytes(checkpoint), Is.EqualTo(Of(header, 0.5f, 1, 2, 3, 4, 5, 6)));
        }

        [Test]
        public void ReadsWhatOthersMayWrite()
        {
            // Spaces, escapes, tensors and members in another order, an empty tensor, no padding.
            var bytes = Of(" {\n\"q\\u0041\\n\\ud83c\\udfb5\" : { \"data_offsets\":[ 4 , 12 ],\"shape\":[1,2], "
                + "\"dtype\":\"F32\"}, "
                + "\"empty\":" + Entry("[0,3]", "[4,4]") + ",\"é\":" + Entry("[]", "[0,4]") + "}  ", 7, 8, 9);
            var checkpoint = Checkpoint.Read(bytes);
            Assert.That(checkpoint["é"].Values.ToArray(), Is.EqualTo(new[] { 7f }));
            Assert.That(checkpoint["é"].Shape, Is.Empty);
            Assert.That(checkpoint["qA\n🎵"].Values.ToArray(), Is.EqualTo(new[] { 8f, 9f }));
            Assert.That(checkpoint["qA\n🎵"].Shape, Is.EqualTo(new[] { 1, 2 }));
            Assert.That(checkpoint["empty"].Values.Length, Is.Zero);
            Assert.That(checkpoint.Metadata, Is.Empty);
        }

        [Test]
        public void ReadsBackWhatItWrote()
        {
            var checkpoint = new Checkpoint();
            var values = new[] { -0f, float.Epsilon, float.MaxValue, float.MinValue, 1 / 3f };
            checkpoint.Add("x\"\\/\u0001🎵", values, 5, 1);
            checkpoint.Metadata["card"] = "line\nline \u2028 🎵 \"\\";
            var again = Checkpoint.Read(Bytes(checkpoint));
            Assert.That(again["x\"\\/\u0001🎵"].Values.ToArray(), Is.EqualTo(values));
            Assert.That(again["x\"\\/\u0001🎵"].Shape, Is.EqualTo(new[] { 5, 1 }));
            Assert.That(again.Metadata["card"], Is.EqualTo(checkpoint.Metadata["card"]));
            Assert.That(Bytes(again), Is.EqualTo(Bytes(checkpoint)));
        }

        [Test]
        public void SameContentGivesSameBytes()
        {
            var forwards = new Checkpoint();
            var backwards = new Checkpoint();
            for (var i = 0; i < 26; i++)
            {
                forwards.Add(Name(i), new float[] { i }, 1);
                forwards.Metadata[Name(i)] = Name(i);
                backwards.Add(Name(25 - i), new float[] { 25 - i }, 1);
                backwards.Metadata[Name(25 - i)] = Name(25 - i);
            }

            Assert.That(Bytes(backwards), Is.EqualTo(Bytes(forwards)));

            static string Name(int i) => ((char)((i % 2 == 0 ? 'a' : 'A') + i)).ToString();
        }

        [Test]
        public void SaveReplacesTheOldFileAtOnce()
        {
            var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
            var path = Path.Combine(folder.FullName, "model.safetensors");
            try
            {
                var checkpoint = new Checkpoint();
                checkpoint.Add("x", new[] { 1f }, 1);
                checkpoint.Save(path);
                checkpoint.Add("y", new[] { 2f }, 1);
                checkpoint.Save(path);
                Assert.That(File.ReadAllBytes(path), Is.EqualTo(Bytes(checkpoint)));
                Assert.That(Checkpoint.Load(path)["y"].Values.ToArray(), Is.EqualTo(new[] { 2f }));

                // A header too large to be read again fails half way, and leaves what was there.
                checkpoint.Metadata["card"] = new string('x', 5 << 20);
                Assert.That(() => checkpoint.Save(path), Throws.InvalidOperationException);
                Assert.That(Checkpoint.Load(path).Tensors, Has.Count.EqualTo(2));
                Assert.That(folder.GetFiles(), Has.Length.EqualTo(1));
            }
            finally
            {
                folder.Delete(true);
            }
        }

        [Test]
        public void RefusesWhatItCouldNotReadAgain()
        {
            var checkpoint = new Checkpoint();
            checkpoint.Add("x", new[] { 1f }, 1);
            Assert.That(() => checkpoint.Add("x", new[] { 1f }, 1), Throws.ArgumentException);
            Assert.That(() => checkpoint.Add("y", new[] { 1f, 2f }, 3), Throws.ArgumentException);
            Assert.That(() => checkpoint.Add("y", new[] { 1f, float.NaN }, 2), Throws.ArgumentException);
            Assert.That(() => checkpoint.Add("y", new[] { 1f, 2f, 3f }, -1, -3), Throws.ArgumentException);
            Assert.That(() => checkpoint.Add("y", new[] { 1f }, 1, 1, 1, 1, 1, 1, 1, 1, 1), Throws.ArgumentException);
            Assert.That(() => checkpoint.Add("y", default, 65536, 65536, 65536, 65536), Throws.ArgumentException);
            Assert.That(
                () => checkpoint.Add("y", new float[4], 20, 48448661, 49477, 384773), Throws.ArgumentException);
            Assert.That(() => checkpoint.Add("y", default, int.MaxValue, int.MaxValue, 0), Throws.ArgumentException);
            Assert.That(() => checkpoint.Add("y\ud800", new[] { 1f }, 1), Throws.ArgumentException);
            Assert.That(() => checkpoint.Add("__metadata__", new[] { 1f }, 1), Throws.ArgumentException);
            Assert.That(checkpoint.Tensors, Has.Count.EqualTo(1));
            Assert.That(checkpoint.Find("y"), Is.Null);
            Assert.That(() => checkpoint["y"], Throws.TypeOf<ModelFormatException>());
        }

        private static byte[] Bytes(Checkpoint checkpoint)
        {
            using var stream = new MemoryStream();
            checkpoint.Write(stream);
            return stream.ToArray();
        }
    }
}
