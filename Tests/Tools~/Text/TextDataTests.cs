using System.Diagnostics;
using System.Text;
using NUnit.Framework;
using RnnGen.Tools.Tests.Cli;
using RnnGen.Training;

namespace RnnGen.Tools.Tests;

/// <summary>Files whose content is known as the oracle of reading, splitting and cutting.</summary>
public sealed class TextDataTests
{
    [Test]
    public void Of_one_file_the_last_lines_are_for_validation()
    {
        using var folder = new TemporaryFolder();
        var lines = Enumerable.Range(0, 100).Select(i => $"line {i:000}\n").ToArray();
        var file = folder.File("poem.txt", Encoding.UTF8.GetBytes(string.Concat(lines)));
        foreach (var place in new[] { file, folder.Path })
        {
            var data = TextData.Read([place], 0.1, default);
            Assert.That(data.Training.Single().Text + data.Validation.Single().Text, Is.EqualTo(string.Concat(lines)));
            Assert.That(data.Validation.Single().Text, Is.EqualTo(string.Concat(lines[91..])));
        }
    }

    [Test]
    public void Of_many_files_a_hash_of_the_name_decides_and_readmes_are_left_out()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 60; i++)
        {
            folder.File($"{i}.txt", Encoding.UTF8.GetBytes($"text {i}"));
        }

        folder.File("README.txt", "about"u8.ToArray());
        folder.File("notes.md", "about"u8.ToArray());
        var data = TextData.Read([folder.Path], 0.3, default);
        Assert.That(data.Validation, Has.Count.InRange(8, 30));
        Assert.That(data.Training.Count + data.Validation.Count, Is.EqualTo(60));
    }

    [Test]
    public void Editions_of_a_text_are_on_one_side_whole()
    {
        using var folder = new TemporaryFolder();
        foreach (var i in Enumerable.Range(0, 30))
        {
            Save($"a/{i}.txt", Words(i));
            Save($"b/{29 - i}.txt", Words(i).ToUpperInvariant().Replace(" ", "\n", StringComparison.Ordinal));
        }

        var single = Save("single.txt", "Preface. " + Words(3));
        var data = TextData.Read([folder.File("a"), folder.File("b"), single], 0.3, default);
        var learned = data.Training.Select(First).ToHashSet();
        Assert.That(data.Validation.Select(First).Where(learned.Contains), Is.Empty);
        Assert.That(data.Moved, Is.GreaterThan(0));
        Assert.That(data.Training.Concat(data.Validation).Count(piece => piece.Name == "single.txt"), Is.EqualTo(1));
        Assert.That(data.Training.Count + data.Validation.Count, Is.EqualTo(61));

        string Save(string name, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
            return folder.File(name, Encoding.UTF8.GetBytes(text));
        }

        static string First(TextPiece piece) => piece.Text.Replace("Preface. ", "", StringComparison.Ordinal)[..30]
            .ToLowerInvariant().Replace('\n', ' ');
    }

    private static string Words(int seed)
    {
        var rng = new Rng((ulong)seed);
        return string.Join(' ', Enumerable.Range(0, 100).Select(_ => $"word{rng.Below(1000)}"));
    }

    [Test]
    public void What_cannot_be_used_is_told_of_the_place_where_it_is()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "good", "bad", "none" })
        {
            Directory.CreateDirectory(folder.File(name));
        }

        folder.File("good/a.txt", "a text"u8.ToArray());
        folder.File("good/b.txt", []);
        folder.File("bad/c.txt", [0x61, 0xFF]);
        folder.File("bad/d.txt", []);
        folder.File("none/README.txt", "about"u8.ToArray());
        Assert.That(
            () => TextData.ReadAll([folder.File("good"), folder.File("bad")], default),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("None of the 2 texts in")
                .And.Message.EndsWith("c.txt': It is not UTF-8 at byte 1."));
        Assert.That(
            () => TextData.ReadAll([folder.File("good"), folder.File("none")], default),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("none' has no file that ends in .txt, other"));
    }

    [Test]
    public void Marks_of_byte_order_and_line_ends_of_other_systems_are_gone()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("train"));
        Directory.CreateDirectory(folder.File("valid"));
        folder.File("train/a.txt", [0xEF, 0xBB, 0xBF, .. "one\r\ntwo\rthree"u8]);
        folder.File("valid/b.txt", "é😀"u8.ToArray());
        folder.File("valid/c.txt", [0x61, 0xFF]);
        folder.File("valid/d.txt", []);
        var data = TextData.Read([folder.Path], 0.1, default);
        Assert.That(data.Training.Single().Text, Is.EqualTo("one\ntwo\nthree"));
        Assert.That(data.Validation.Single().Text, Is.EqualTo("é😀"));
        Assert.That(
            data.Skipped.Select(skipped => skipped.Reason),
            Is.EqualTo(new[] { "It is not UTF-8 at byte 1.", "It is empty." }));
    }

    [Test]
    [Platform("Linux")]
    public void A_pipe_without_end_is_refused()
    {
        using var folder = new TemporaryFolder();
        var pipe = folder.File("pipe");
        using var making = Process.Start("mkfifo", pipe);
        making.WaitForExit();
        var writing = Task.Run(() =>
        {
            using var stream = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
            var part = new byte[1 << 20];
            while (true) stream.Write(part);
        });
        Assert.That(
            () => TextData.Read([pipe], 0.1, default),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("At most 64 MB"));
        Assert.That(() => writing.Wait(), Throws.InnerException.InstanceOf<IOException>());
    }

    [Test]
    public void Passages_are_the_text_cut_behind_lines()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i} is a number\n"));
        var alphabet = new Alphabet(string.Concat(text.Distinct().Order()));
        var corpus = new TextCorpus(alphabet, [new TextPiece("a", text)]);
        var passages = Enumerable.Range(0, corpus.Count).Select(i => corpus.Read(i, null)).ToList();
        Assert.That(passages.SelectMany(passage => passage), Is.EqualTo(alphabet.Encode(text)));
        Assert.That(passages.Select(passage => passage[^1]), Is.All.EqualTo(alphabet.TokenOf('\n')));
        Assert.That(passages.SkipLast(1).Select(passage => passage.Length), Is.All.InRange(4096, 4120));
    }

    [Test]
    public void A_text_without_lines_is_cut_all_the_same([Values("a", "\n")] string character)
    {
        var alphabet = new Alphabet(character);
        var text = string.Concat(Enumerable.Repeat(character, 10_000));
        var corpus = new TextCorpus(alphabet, [new TextPiece("a", text)]);
        var lengths = Enumerable.Range(0, corpus.Count).Select(i => corpus.Read(i, null).Length).ToList();
        Assert.That(lengths.Sum(), Is.EqualTo(10_000));
        Assert.That(lengths, Is.All.LessThanOrEqualTo(8192));
    }
}
