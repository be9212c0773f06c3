using System.Text.Json;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.Cli;

public sealed class MidiInspectTests
{
    private static readonly byte[] Good = Song().ToMidi().Write();
    private static readonly byte[] TooLong = [.. Good[..18], 0, 1, 0, 0, .. Good[22..]];

    [Test]
    public void Json_has_one_object_a_file_and_line_with_these_members_in_this_order()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.mid", TooLong);
        var outcome = CommandLine.Run("midi", "inspect", "--json", path);
        Assert.That(outcome.ExitCode, Is.Zero);
        Assert.That(outcome.Output, Is.EqualTo(
            "{\"file\":" + JsonSerializer.Serialize(path)
            + ",\"ok\":true,\"format\":0,\"tracks\":1,\"division\":480,\"events\":6,\"notes\":1,"
            + "\"maxTick\":960,\"seconds\":1,\"diagnostics\":[{\"offset\":18,\"code\":\"TrackTooLong\","
            + "\"action\":\"The track "
            + "was ended where its events end, the next track begins or the file ends.\"}]}"
            + Environment.NewLine));
    }

    [Test]
    public void Files_that_cannot_be_read_are_told_and_the_others_inspected()
    {
        using var folder = new TemporaryFolder();
        var outcome = CommandLine.Run(
            "midi",
            "inspect",
            "--json",
            folder.File("none.mid"),
            folder.File("b.mid", [1, 2]),
            folder.File("c", Good));
        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(outcome.ExitCode, Is.Zero);
        Assert.That(lines, Has.Length.EqualTo(3));
        foreach (var line in lines[..2])
        {
            var members = JsonDocument.Parse(line).RootElement.EnumerateObject().ToArray();
            Assert.That(members.Select(member => member.Name), Is.EqualTo(new[] { "file", "ok", "error" }));
            Assert.That(members[1].Value.GetBoolean(), Is.False);
            Assert.That(members[2].Value.GetString(), Does.EndWith("."));
        }

        Assert.That(lines[2], Does.Contain("\"ok\":true"));
    }

    [Test]
    public void A_folder_is_searched_with_all_its_folders_in_order()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("sub"));
        foreach (var name in new[] { "b.MID", "a.midi", "sub/c.rmi", "sub/d.Kar", "e.txt", "mid" })
        {
            folder.File(name, Good);
        }

        var outcome = CommandLine.Run("midi", "inspect", "--json", folder.Path);
        var files = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("file").GetString()!)
            .Select(file => Path.GetRelativePath(folder.Path, file).Replace('\\', '/'));
        Assert.That(files, Is.EqualTo(new[] { "a.midi", "b.MID", "sub/c.rmi", "sub/d.Kar" }));
    }

    [Test]
    public void Exit_code_is_2_only_if_no_file_could_be_read()
    {
        using var folder = new TemporaryFolder();
        foreach (var words in new[] { new[] { folder.Path }, [folder.File("none.mid")], [""] })
        {
            var outcome = CommandLine.Run(["midi", "inspect", .. words]);
            Assert.That(outcome.ExitCode, Is.EqualTo(2));
            Assert.That(outcome.ErrorLines, Has.Length.EqualTo(1));
        }
    }

    [Test]
    public void Strict_refuses_what_is_otherwise_mended()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.mid", TooLong);
        Assert.That(CommandLine.Run("midi", "inspect", path).ExitCode, Is.Zero);
        Assert.That(CommandLine.Run("midi", "inspect", path, "--strict").ExitCode, Is.EqualTo(2));
    }

    [Test]
    public void The_table_has_a_line_for_each_file_and_each_diagnostic()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.mid", TooLong);
        var outcome = CommandLine.Run("midi", "inspect", path);
        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(lines[1], Does.Match(@"^ +0 +1 +480 +6 +1 +960 +0:01\.0 +1  .*a\.mid$"));
        Assert.That(lines[2], Does.Contain("TrackTooLong"));
    }

    private static NoteSequence Song()
    {
        var song = new NoteSequence();
        song.Notes.Add(new Note(0, 960, 60, 100));
        return song;
    }
}
