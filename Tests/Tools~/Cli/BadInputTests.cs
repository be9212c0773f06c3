using NUnit.Framework;

namespace RnnGen.Tools.Tests.Cli;

/// <summary>
/// Every command with every kind of bad file: the exit code, one sentence, nothing half-written.
/// </summary>
public sealed class BadInputTests
{
    // BAD is the file in question; the others hold.
    private static readonly string[] FileReaders =
    [
        "midi inspect BAD",
        "music generate --model BAD --out OUT",
        "music generate --model MODEL --prime BAD --out OUT",
        "image generate --model BAD --out OUT",
        "image generate --model PAINTER --like BAD --out OUT.png",
        "image train --data PICTURES --config BAD --out OUT",
        "image evaluate --model BAD --data PICTURES",
        "image evaluate --model PAINTER --data BAD",
        "image evaluate --model PAINTER --data PICTURES --test BAD",
        "video generate --model BAD --out OUT",
        "video generate --model ANIMATOR --prime BAD --out OUT.png",
        "video train --data PICTURES --config BAD --out OUT",
        "video evaluate --model BAD --data PICTURES --shapes",
        "video evaluate --model ANIMATOR --data BAD --shapes",
        "models show BAD",
        "models verify BAD",
        "music train --data DATA --config BAD --out OUT",
        "music evaluate --model BAD --data DATA",
        "music evaluate --benchmark jsb --model BAD --data POLY",
        "music evaluate --benchmark jsb --data POLY --config BAD",
        "text generate --model BAD",
        "text train --data TEXT --config BAD --out OUT",
        "text evaluate --model BAD --data TEXT",
    ];

    private static readonly string[] FolderReaders =
    [
        "music train --data BAD --out OUT",
        "music evaluate --model MODEL --data BAD",
        "music evaluate --benchmark jsb --data BAD",
        "text train --data BAD --out OUT",
        "text evaluate --model WRITER --data BAD",
        "image train --data BAD --out OUT",
        "video train --data BAD --out OUT",
    ];

    private static readonly string[] Writers =
    [
        "music generate --model MODEL --bars 1 --out BAD",
        "music train --data DATA --out BAD",
        "music evaluate --benchmark jsb --data POLY --out BAD",
        "text generate --model WRITER --out BAD",
        "text train --data TEXT --out BAD",
        "image train --data PICTURES --out BAD",
        "video train --data PICTURES --shapes --out BAD",
    ];

    private static readonly Dictionary<string, byte[]> Contents = new()
    {
        ["nothing"] = [],
        ["one byte"] = [0x4D],
        ["text"] = "This is neither a model nor music.\n"u8.ToArray(),
        ["a MIDI header that claims 4 GB"] = [0x4D, 0x54, 0x68, 0x64, 0xFF, 0xFF, 0xFF, 0xFF],
        ["a model header that claims 8 EB"] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x7B],
        ["a model without tensors"] = [2, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x7D],
    };

    private TemporaryFolder folder = null!;

    private static IEnumerable<TestCaseData> HostileFiles => FileReaders
        .SelectMany(command => Contents.Keys.Select(content => new TestCaseData(command, content)))
        .Where(test => test.Arguments is not
            // A tolerant reader finds an empty piece behind the header, and to show what is empty is no
            // failure.
            ["midi inspect BAD", "a MIDI header that claims 4 GB"]
            and not ["models show BAD", "a model without tensors"]);

    [SetUp]
    public void Prepare()
    {
        folder = new TemporaryFolder();
        var network = new SequenceConfig { Cell = "lstm", Size = 8, Layers = 1 };
        MusicModel.Create(NoteCodec.ByName("score"), network, seed: 3).ToCheckpoint().Save(folder.File("model"));
        Directory.CreateDirectory(folder.File("data"));
        folder.File("data/scale.mid", Scale().ToMidi().Write());
        var writer = new SequenceConfig { Cell = "lstm", Size = 8, Layers = 1 };
        TextModel.Create(new Alphabet(" ab"), writer, seed: 3).ToCheckpoint().Save(folder.File("writer"));
        Directory.CreateDirectory(folder.File("text"));
        folder.File("text/a.txt", "ab ba ab ba ab"u8.ToArray());
        var painter = new DrawConfig { Width = 16, Height = 16, Steps = 2, Size = 4, Latent = 2 };
        DrawModel.Create(painter, seed: 3).ToCheckpoint().Save(folder.File("painter"));
        var animator = new VideoConfig { Frame = painter, Time = 3 };
        VideoModel.Create(animator, seed: 3).ToCheckpoint().Save(folder.File("animator"));
        Pictures.Save(folder.File("pictures"), Pictures.Squares(4));
        Directory.CreateDirectory(folder.File("poly"));
        folder.File("poly/JSB_Chorales.json", """{"train": [[[60], [62]]], "valid": [[[60], [64]]]}"""u8.ToArray());
    }

    [TearDown]
    public void CleanUp()
    {
        folder.Dispose();
    }

    [TestCaseSource(nameof(FileReaders))]
    [TestCaseSource(nameof(FolderReaders))]
    public void What_is_missing_is_named(string command)
    {
        AssertRefused(command, folder.File("missing"), 2);
    }

    [TestCaseSource(nameof(FileReaders))]
    [TestCaseSource(nameof(FolderReaders))]
    public void An_empty_folder_is_named(string command)
    {
        Directory.CreateDirectory(folder.File("empty"));
        AssertRefused(command, folder.File("empty"), 2);
    }

    [TestCaseSource(nameof(FolderReaders))]
    public void A_file_instead_of_a_folder_is_named(string command)
    {
        AssertRefused(command, folder.File("file", [1]), 2);
    }

    [TestCaseSource(nameof(FolderReaders))]
    public void A_folder_without_a_readable_file_is_named(string command)
    {
        Directory.CreateDirectory(folder.File("broken"));
        folder.File("broken/broken.mid", Contents["text"]);
        AssertRefused(command, folder.File("broken"), 2);
    }

    [TestCaseSource(nameof(HostileFiles))]
    public void A_file_with_something_else_inside_is_named(string command, string content)
    {
        AssertRefused(command, folder.File("hostile", Contents[content]), 2);
    }

    // The kernel refuses to read it, whoever asks: permissions do not bind root.
    [TestCaseSource(nameof(FileReaders))]
    [Platform("Linux")]
    public void A_file_that_cannot_be_read_is_named(string command)
    {
        AssertRefused(command, "/proc/self/mem", 2);
    }

    [TestCaseSource(nameof(Writers))]
    [Platform("Linux")]
    public void A_full_disk_fails(string command)
    {
        AssertRefused(command, "/dev/full", 3);
    }

    [TestCaseSource(nameof(Writers))]
    [Platform("Linux")]
    public void A_folder_that_takes_no_files_fails(string command)
    {
        AssertRefused(command, "/proc/song", 3);
    }

    [TestCaseSource(nameof(Writers))]
    public void A_folder_in_place_of_the_output_fails(string command)
    {
        AssertRefused(command, folder.File("data"), 3);
    }

    [TestCaseSource(nameof(Writers))]
    public void A_file_in_place_of_the_output_folder_fails(string command)
    {
        AssertRefused(command, Path.Combine(folder.File("file", [1]), "song.mid"), 3);
    }

    private void AssertRefused(string command, string bad, int exitCode)
    {
        var before = folder.Names;
        var words = command.Split(' ').Select(word => word switch
        {
            "BAD" => bad,
            "MODEL" => folder.File("model"),
            "DATA" => folder.File("data"),
            "POLY" => folder.File("poly"),
            "TEXT" => folder.File("text"),
            "WRITER" => folder.File("writer"),
            "PAINTER" => folder.File("painter"),
            "ANIMATOR" => folder.File("animator"),
            "PICTURES" => folder.File("pictures"),
            "OUT" => folder.File("out"),
            "OUT.png" => folder.File("out.png"),
            _ => word,
        });
        var run = CommandLine.Run([.. words, "--quiet"]);
        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Error);
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1), run.Error);
        Assert.That(run.Error, Does.Contain(bad).And.EndWith(".\n"));
        Assert.That(folder.Names, Is.EqualTo(before));
    }

    private static NoteSequence Scale()
    {
        var piece = new NoteSequence();
        for (var i = 0; i < 64; i++)
        {
            piece.Notes.Add(new Note(i * 480, (i + 1) * 480, (byte)(48 + i % 24), 80, 0, 0, 0));
        }

        piece.EndTick = 64 * 480;
        return piece;
    }
}
