using System.IO.Compression;
using NUnit.Framework;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

public class IdxFileTests
{
    private static readonly byte[] two = Idx.Bytes([0, 50, 100, 150, 200, 255, 1, 2, 3, 4, 5, 6], 2, 2, 3);

    [Test]
    public void Pictures_are_grey_and_opaque([Values] bool isPacked)
    {
        var pictures = IdxFile.ReadPictures(new MemoryStream(isPacked ? Idx.Pack(two) : two));
        Assert.That(pictures, Has.Count.EqualTo(2));
        Assert.That((pictures[1].Width, pictures[1].Height), Is.EqualTo((3, 2)));
        byte[] expected = [4, 4, 4, 255, 5, 5, 5, 255, 6, 6, 6, 255];
        Assert.That(pictures[1].Pixels[12..], Is.EqualTo(expected));
    }

    // As of a pipe.
    [Test]
    public void Reads_what_can_be_read_only_once()
    {
        var once = new GZipStream(new MemoryStream(Idx.Pack(two)), CompressionMode.Decompress);
        Assert.That(once.CanSeek, Is.False);
        Assert.That(IdxFile.ReadPictures(once)[1].Pixels[12], Is.EqualTo(4));
    }

    [Test]
    public void Where_no_byte_is_more_than_1_it_is_white()
    {
        var pictures = IdxFile.ReadPictures(new MemoryStream(Idx.Bytes([0, 1], 1, 1, 2)));
        Assert.That(pictures[0].Pixels, Is.EqualTo(new byte[] { 0, 0, 0, 255, 255, 255, 255, 255 }));
        Assert.That(IdxFile.ReadLabels(new MemoryStream(Idx.Bytes([7, 1], 2))), Is.EqualTo(new byte[] { 7, 1 }));
    }

    [Test]
    public void Each_cut_is_refused()
    {
        for (var length = 0; length < two.Length; length++)
        {
            Refuse(two[..length]);
        }
    }

    // A packed file ends with marks and a check sum, before which all of its bytes may be there.
    [Test]
    public void Each_cut_of_a_packed_file_is_refused()
    {
        var bytes = Idx.Pack(two);
        for (var length = 0; length < bytes.Length - 14; length++)
        {
            Refuse(bytes[..length]);
        }
    }

    [TestCase(0, 2, 2, 0)]
    [TestCase(1, 0, 5, 5)]
    [TestCase(1, 20_000, 20_000, 1)]
    [TestCase(int.MaxValue, 28, 28, 1)]
    [TestCase(-1, 28, 28, 1)]
    [TestCase(1, -28, -28, 1)]
    public void Claims_are_refused_before_memory_is_taken(int count, int height, int width, int values)
    {
        var bytes = Idx.Bytes(new byte[values], count, height, width);
        if (count == 0)
        {
            Assert.That(IdxFile.ReadPictures(new MemoryStream(bytes)), Is.Empty);
            return;
        }

        Assert.That(
            () => IdxFile.ReadPictures(new MemoryStream(bytes)), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public void More_bytes_than_the_axes_say_are_refused()
    {
        Assert.That(
            () => IdxFile.ReadPictures(new MemoryStream([.. two, 0])),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("12 bytes"));
    }

    [Test]
    public void Labels_are_no_pictures()
    {
        Assert.That(
            () => IdxFile.ReadPictures(new MemoryStream(Idx.Bytes([1, 2, 3], 3))),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("3 axes"));
    }

    private static void Refuse(byte[] bytes)
    {
        Assert.That(
            () => IdxFile.ReadPictures(new MemoryStream(bytes)),
            Throws.InstanceOf<InvalidDataException>(),
            $"{bytes.Length} bytes");
    }

    // Oracle: the sizes of the sets that papers report on.
    [Test]
    public void Binarised_mnist_is_read()
    {
        using var file = File.OpenRead(Path.Combine(Needs.Corpus("mnist"), "static-valid-10k-idx3-ubyte.gz"));
        var pictures = IdxFile.ReadPictures(file);
        Assert.That(pictures, Has.Count.EqualTo(10_000));
        Assert.That((pictures[0].Width, pictures[0].Height), Is.EqualTo((28, 28)));
        Assert.That(pictures.SelectMany(picture => picture.Pixels).Distinct(), Is.EquivalentTo(new byte[] { 0, 255 }));
    }
}
