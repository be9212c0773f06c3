using System.IO.Pipes;
using NUnit.Framework;
using RnnGen.Cli;

namespace RnnGen.Tools.Tests.Cli;

public sealed class OutputFileTests
{
    [Test]
    public void A_missing_folder_is_made()
    {
        using var folder = new TemporaryFolder();
        OutputFile.Write(folder.File("a/b/c.mid"), [1, 2]);
        Assert.That(File.ReadAllBytes(folder.File("a/b/c.mid")), Is.EqualTo(new byte[] { 1, 2 }));
    }

    [Test]
    public void A_file_in_place_of_the_folder_fails()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("file", [1]);
        AssertFails(Path.Combine(file, "c.mid"));
    }

    [Test]
    public void A_folder_in_place_of_the_file_fails()
    {
        using var folder = new TemporaryFolder();
        AssertFails(folder.Path);
        Assert.That(folder.Names, Is.Empty);
    }

    // The kernel's own full disk and its own unwritable folder: permissions do not bind root.
    [TestCase("/dev/full")]
    [TestCase("/proc/c.mid")]
    [Platform("Linux")]
    public void A_full_disk_or_a_folder_that_takes_nothing_fails(string path)
    {
        AssertFails(path);
    }

    [Test]
    [Platform("Linux")]
    public void A_link_is_written_through()
    {
        using var folder = new TemporaryFolder();
        var target = folder.File("target", [1]);
        File.CreateSymbolicLink(folder.File("link"), target);
        OutputFile.Write(folder.File("link"), [2]);
        Assert.That(File.ReadAllBytes(target), Is.EqualTo(new byte[] { 2 }));
        Assert.That(new FileInfo(folder.File("link")).LinkTarget, Is.EqualTo(target));
    }

    [Test]
    [Platform("Linux")]
    public void A_pipe_is_written_into()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        var end = pipe.ClientSafePipeHandle.DangerousGetHandle();
        OutputFile.Write($"/dev/fd/{end}", [1, 2]);
        var read = new byte[2];
        pipe.ReadExactly(read);
        Assert.That(read, Is.EqualTo(new byte[] { 1, 2 }));
    }

    [Test]
    public void What_is_to_be_written_later_is_tried_without_a_trace()
    {
        using var folder = new TemporaryFolder();
        var beside = folder.File("m.safetensors.probe", [1]);
        OutputFile.RequireWritable(folder.File("m.safetensors"));
        Assert.That(folder.Names, Is.EqualTo(new[] { Path.GetFileName(beside) }));
    }

    private static void AssertFails(string path)
    {
        Assert.That(
            () => OutputFile.Write(path, new byte[10_000]),
            Throws.TypeOf<UserException>()
                .With.Property(nameof(UserException.ExitCode)).EqualTo(3)
                .And.Message.StartsWith($"'{path}' cannot be written: "));
    }
}
