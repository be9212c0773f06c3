#nullable enable
using System;
using System.IO;
using NUnit.Framework;

namespace RnnGen.Tests
{
    public sealed class AtomicFileTests
    {
        private string folder = "";

        [SetUp]
        public void MakeFolder()
        {
            folder = Path.Combine(Path.GetTempPath(), "rnngen-" + Guid.NewGuid().ToString("N"));
            Directory.CreateDirectory(folder);
        }

        [TearDown]
        public void RemoveFolder()
        {
            Directory.Delete(folder, true);
        }

        [Test]
        public void A_new_file_has_what_was_written_and_nothing_else_is_left()
        {
            var path = Path.Combine(folder, "new");
            AtomicFile.Write(path, stream => stream.Write(new byte[] { 1, 2, 3 }, 0, 3));
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(new byte[] { 1, 2, 3 }));
            Assert.That(Directory.GetFileSystemEntries(folder), Is.EqualTo(new[] { path }));
        }

        [Test]
        public void A_file_that_is_there_is_replaced()
        {
            var path = Path.Combine(folder, "old");
            File.WriteAllBytes(path, new byte[100]);
            AtomicFile.Write(path, stream => stream.WriteByte(7));
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(new byte[] { 7 }));
            Assert.That(Directory.GetFileSystemEntries(folder), Is.EqualTo(new[] { path }));
        }

        [Test]
        public void A_folder_in_memory_is_no_device()
        {
            Assert.That(AtomicFile.IsDevice("/dev/null"));
            Assert.That(AtomicFile.IsDevice("/dev/shm/model"), Is.False);
            Assert.That(AtomicFile.IsDevice("/tmp/dev/null"), Is.False);
        }

        [Test]
        public void A_writer_that_fails_leaves_everything_as_it_was()
        {
            var path = Path.Combine(folder, "old");
            File.WriteAllBytes(path, new byte[] { 9 });
            void Fail(Stream stream)
            {
                stream.WriteByte(7);
                throw new InvalidOperationException();
            }

            Assert.That(() => AtomicFile.Write(path, Fail), Throws.InvalidOperationException);
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(new byte[] { 9 }));
            Assert.That(Directory.GetFileSystemEntries(folder), Is.EqualTo(new[] { path }));
        }

        [Test]
        public void The_old_file_stays_until_the_new_one_is_complete()
        {
            var path = Path.Combine(folder, "old");
            File.WriteAllBytes(path, new byte[] { 9 });
            byte[]? seen = null;
            AtomicFile.Write(path, stream =>
            {
                stream.WriteByte(7);
                seen = File.ReadAllBytes(path);
            });
            Assert.That(seen, Is.EqualTo(new byte[] { 9 }));
        }

        [Test]
        public void A_folder_is_not_written_over()
        {
            Assert.That(
                () => AtomicFile.Write(folder, stream => stream.WriteByte(7)),
                Throws.InstanceOf<IOException>());
            Assert.That(Directory.GetFileSystemEntries(folder), Is.Empty);
        }
    }
}
