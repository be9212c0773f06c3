using System.Text.Json;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.Cli;

/// <summary>Composes with small models that have learned nothing: files are the same to them.</summary>
public sealed class MusicGenerateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private string score = "";
    private string performance = "";

    [OneTimeSetUp]
    public void MakeModels()
    {
        score = New("score");
        performance = New("performance");
    }

    public void Dispose()
    {
        folder.Dispose();
    }

    [Test]
    public void Sixteen_bars_are_the_default_and_the_seed_is_printed()
    {
        using var mine = new TemporaryFolder();
        var run = Generate(mine, "a.mid", score);
        var piece = Read(mine.File("a.mid"));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Match("^seed \\d+\n$"));
        Assert.That(run.Output, Does.Contain("seed ").And.Contain($"{piece.Notes.Count} notes"));
        Assert.That(EndOf(piece), Is.EqualTo((16, 0, 0)));
        Assert.That(mine.Names, Is.EqualTo(new[] { "a.mid" }));
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_others([Values] bool metric)
    {
        using var mine = new TemporaryFolder();
        var model = metric ? score : performance;
        string[] options = ["--temperature", "0.9", "--top-k", "30", "--top-p", "0.9", "--min-p", "0.01",
            "--repetition-penalty", "1.1", "--key", "A:minor"];
        Generate(mine, "a.mid", model, [.. options, "--seed", "5"]);
        Generate(mine, "b.mid", model, [.. options, "--seed", "5"]);
        Generate(mine, "c.mid", model, [.. options, "--seed", "6"]);

        var bytes = File.ReadAllBytes(mine.File("a.mid"));
        Assert.That(File.ReadAllBytes(mine.File("b.mid")), Is.EqualTo(bytes));
        Assert.That(File.ReadAllBytes(mine.File("c.mid")), Is.Not.EqualTo(bytes));
    }

    [Test]
    public void Seconds_are_kept_and_thirty_the_default_without_bars()
    {
        using var mine = new TemporaryFolder();
        Generate(mine, "a.mid", performance);
        Generate(mine, "b.mid", performance, "--seconds", "2.5");
        Generate(mine, "c.mid", score, "--seconds", "7");
        Generate(mine, "d.mid", score, "--bars", "3");

        Assert.That(Read(mine.File("a.mid")).Seconds, Is.EqualTo(30).Within(0.01));
        Assert.That(Read(mine.File("b.mid")).Seconds, Is.EqualTo(2.5).Within(0.01));
        Assert.That(Read(mine.File("c.mid")).Seconds, Is.EqualTo(7).Within(0.01));
        Assert.That(EndOf(Read(mine.File("d.mid"))), Is.EqualTo((3, 0, 0)));
    }

    // Oracle: the composer, told the same.
    [TestCase("--temperature", "0.3")]
    [TestCase("--top-k", "3")]
    [TestCase("--top-p", "0.5")]
    [TestCase("--min-p", "0.95")]
    [TestCase("--repetition-penalty", "1.5")]
    public void Each_option_of_chance_reaches_the_composer(string name, string value)
    {
        using var mine = new TemporaryFolder();
        var number = float.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        var options = new ComposerOptions();
        switch (name)
        {
            case "--temperature":
                options.Sampling.Temperature = number;
                break;
            case "--top-k":
                options.Sampling.TopK = (int)number;
                break;
            case "--top-p":
                options.Sampling.TopP = number;
                break;
            case "--min-p":
                options.Sampling.MinP = number;
                break;
            default:
                options.Sampling.RepetitionPenalty = number;
                break;
        }

        var song = new NoteRecorder();
        new Composer(MusicModel.Load(score), options, 5).ComposeBars(4, song);
        Generate(mine, "a.mid", score, name, value, "--seed", "5", "--bars", "4");
        Generate(mine, "b.mid", score, "--seed", "5", "--bars", "4");
        var bytes = File.ReadAllBytes(mine.File("a.mid"));
        Assert.That(bytes, Is.EqualTo(song.ToSequence().ToMidi().Write()));
        Assert.That(bytes, Is.Not.EqualTo(File.ReadAllBytes(mine.File("b.mid"))));
    }

    // Oracle: the search, told the same.
    [Test]
    public void Each_option_of_a_search_reaches_it([Values] bool isDrawn)
    {
        using var mine = new TemporaryFolder();
        var options = new PieceSearchOptions
        {
            Width = 3, Scale = Scale.Parse("A:minor"), Tempo = 97, Temperature = isDrawn ? 0.8f : 1,
        };
        var search = new PieceSearch(MusicModel.Load(score), options, isDrawn ? new Rng(5) : null);
        search.BeginBars(4);
        while (search.TryStep())
        {
        }

        string[] drawn = ["--stochastic-beam", "3", "--temperature", "0.8", "--seed", "5"];
        Generate(
            mine, "a.mid", score,
            [.. isDrawn ? drawn : ["--beam", "3"], "--key", "A:minor", "--tempo", "97", "--bars", "4"]);
        Assert.That(
            File.ReadAllBytes(mine.File("a.mid")), Is.EqualTo(search.ToSequence().ToMidi().Write()));
    }

    [TestCase("score", "--bars", "2", 4.0)]
    [TestCase("score", "--seconds", "3", 3.0)]
    [TestCase("performance", "--seconds", "3", 11.0)]
    public void What_is_composed_counts_from_where_the_last_note_begins_or_without_bars_ends(
        string codec, string length, string amount, double expected)
    {
        using var mine = new TemporaryFolder();
        var primer = new NoteSequence();
        primer.Notes.Add(new Note(0, 4 * 1920, 60, 66));
        primer.Sort();
        var path = mine.File("primer.mid", primer.ToMidi().Write());
        var run = Generate(
            mine, "a.mid", codec == "score" ? score : performance, "--prime", path, length, amount, "--seed", "1");
        var piece = Read(mine.File("a.mid"));
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(piece.Seconds, Is.EqualTo(expected).Within(0.02));
        Assert.That((piece.Notes[0].Start, piece.Notes[0].Pitch), Is.EqualTo((0, 60)));
    }

    [Test]
    public void Of_a_file_of_several_pieces_the_first_with_notes_is_gone_on_from()
    {
        using var mine = new TemporaryFolder();
        byte[] silent = [.. "MTrk"u8, 0, 0, 0, 4, 0, 0xff, 0x2f, 0];
        byte[] sounding = [.. "MTrk"u8, 0, 0, 0, 13, 0, 0x90, 60, 66, 0x83, 0x60, 0x80, 60, 0, 0, 0xff, 0x2f, 0];
        byte[] header = [.. "MThd"u8, 0, 0, 0, 6, 0, 2, 0, 2, 1, 0xe0];
        var several = mine.File("several.mid", [.. header, .. silent, .. sounding]);
        header[9] = 0;
        header[11] = 1;
        var one = mine.File("one.mid", [.. header, .. sounding]);
        var run = Generate(mine, "a.mid", score, "--prime", several, "--seed", "1");
        Generate(mine, "b.mid", score, "--prime", one, "--seed", "1");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(File.ReadAllBytes(mine.File("a.mid")), Is.EqualTo(File.ReadAllBytes(mine.File("b.mid"))));
    }

    [Test]
    public void Key_and_tempo_are_kept()
    {
        using var mine = new TemporaryFolder();
        Generate(mine, "a.mid", score, "--key", "D:dorian", "--tempo", "97", "--bars", "20");
        var piece = Read(mine.File("a.mid"));
        var pitches = piece.Notes.Where(note => !note.IsDrum).Select(note => note.Pitch % 12).Distinct();

        Assert.That(pitches, Is.SubsetOf(new[] { 2, 4, 5, 7, 9, 11, 0 }));
        Assert.That(piece.Tempo.Changes, Has.Count.EqualTo(1));
        Assert.That(piece.Tempo.TempoAt(0).QuartersPerMinute, Is.EqualTo(97).Within(0.01));
    }

    [Test]
    public void A_primer_comes_first_and_is_gone_on_from([Values] bool metric)
    {
        using var mine = new TemporaryFolder();
        var primer = mine.File("primer.mid", Primer().ToMidi().Write());
        Generate(mine, "a.mid", metric ? score : performance, "--prime", primer, "--seed", "1");
        var codec = NoteCodec.ByName(metric ? "score" : "performance");
        var expected = codec.Decode(codec.Encode(Primer())).Notes;
        var notes = Read(mine.File("a.mid")).Notes;
        var heard = notes.Where(note => note.Start < expected[^1].Start);

        Assert.That(
            heard.Select(note => (note.Start, note.Pitch, note.Velocity)),
            Is.EqualTo(expected.SkipLast(1).Select(note => (note.Start, note.Pitch, note.Velocity))));
        Assert.That(notes, Has.Count.GreaterThan(expected.Count));
    }

    [Test]
    public void A_count_makes_a_folder_of_the_pieces_of_the_seeds()
    {
        using var mine = new TemporaryFolder();
        var run = Generate(mine, "pieces", score, "--count", "3", "--seed", "8", "--bars", "2");
        Generate(mine, "b.mid", score, "--seed", "9", "--bars", "2");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(mine.Names, Is.EquivalentTo(
            new[] { "b.mid", "pieces", "pieces/8.mid", "pieces/9.mid", "pieces/10.mid" }));
        Assert.That(
            File.ReadAllBytes(mine.File("pieces/9.mid")), Is.EqualTo(File.ReadAllBytes(mine.File("b.mid"))));
    }

    [Test]
    public void A_beam_finds_the_same_piece_each_time_without_a_seed([Values] bool metric)
    {
        using var mine = new TemporaryFolder();
        string[] options = ["--beam", "4", "--key", "A:minor", metric ? "--bars" : "--seconds", "6"];
        var run = Generate(mine, "a.mid", metric ? score : performance, options);
        Generate(mine, "b.mid", metric ? score : performance, options);
        var piece = Read(mine.File("a.mid"));
        var pitches = piece.Notes.Where(note => !note.IsDrum).Select(note => note.Pitch % 12).Distinct();

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Is.Empty);
        Assert.That(run.Output, Does.Contain($"{piece.Notes.Count} notes").And.Contain("nats a token."));
        Assert.That(File.ReadAllBytes(mine.File("b.mid")), Is.EqualTo(File.ReadAllBytes(mine.File("a.mid"))));
        Assert.That(pitches, Is.SubsetOf(new[] { 9, 11, 0, 2, 4, 5, 7 }));
        if (metric)
        {
            Assert.That(EndOf(piece), Is.EqualTo((6, 0, 0)));
        }
        else
        {
            Assert.That(piece.Seconds, Is.EqualTo(6).Within(0.01));
        }
    }

    [Test]
    public void A_stochastic_beam_draws_by_the_seed_as_many_pieces_as_asked([Values] bool metric)
    {
        using var mine = new TemporaryFolder();
        var model = metric ? score : performance;
        string[] options = ["--stochastic-beam", "3", "--seconds", "4", "--temperature", "0.8"];
        var run = Generate(mine, "pieces", model, [.. options, "--seed", "5", "--count", "2"]);
        Generate(mine, "a.mid", model, [.. options, "--seed", "6"]);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var sixth = File.ReadAllBytes(mine.File("pieces/6.mid"));
        Assert.That(File.ReadAllBytes(mine.File("a.mid")), Is.EqualTo(sixth));
        Assert.That(File.ReadAllBytes(mine.File("pieces/5.mid")), Is.Not.EqualTo(sixth));
        Assert.That(Read(mine.File("a.mid")).Seconds, Is.EqualTo(4).Within(0.01));
    }

    // The models that ship must not fall for silence, which is likely token by token.
    [Test]
    public void A_beam_finds_music_with_the_models_that_ship(
        [Values("score", "performance")] string model, [Values("--beam", "--stochastic-beam")] string search)
    {
        using var mine = new TemporaryFolder();
        var run = Generate(mine, "a.mid", model, search, "8", "--seconds", "15", "--json");
        var json = JsonDocument.Parse(run.Output).RootElement;

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(Read(mine.File("a.mid")).Notes, Has.Count.GreaterThan(20));
        Assert.That(json.GetProperty("tokens").GetInt32(), Is.GreaterThan(20));
        Assert.That(json.GetProperty("logProbability").GetDouble(), Is.Negative);
    }

    [Test]
    public void A_beam_goes_on_from_a_primer([Values] bool metric)
    {
        using var mine = new TemporaryFolder();
        var primer = mine.File("primer.mid", Primer().ToMidi().Write());
        var codec = NoteCodec.ByName(metric ? "score" : "performance");
        var expected = codec.Decode(codec.Encode(Primer())).Notes;
        var run = Generate(
            mine, "a.mid", metric ? score : performance, "--prime", primer, "--beam", "3", "--seconds", "5");
        var notes = Read(mine.File("a.mid")).Notes;

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            notes.Where(note => note.Start < expected[^1].Start).Select(note => (note.Start, note.Pitch)),
            Is.EqualTo(expected.SkipLast(1).Select(note => (note.Start, note.Pitch))));
        Assert.That(notes, Has.Count.GreaterThan(expected.Count));
    }

    [Test]
    public void Json_is_one_object_a_line_and_quiet_is_silent()
    {
        using var mine = new TemporaryFolder();
        var run = Generate(mine, "pieces", score, "--count", "2", "--bars", "1", "--json", "--quiet");
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(run.Error, Is.Empty);
        Assert.That(lines, Has.Length.EqualTo(2));
        var first = JsonDocument.Parse(lines[0]).RootElement.GetProperty("seed").GetUInt64();
        for (var i = 0; i < 2; i++)
        {
            var json = JsonDocument.Parse(lines[i]).RootElement;
            var file = json.GetProperty("file").GetString()!;
            Assert.That(json.GetProperty("notes").GetInt32(), Is.EqualTo(Read(file).Notes.Count));
            Assert.That(json.GetProperty("seed").GetUInt64(), Is.EqualTo(first + (ulong)i));
            Assert.That(Path.GetFileName(file), Is.EqualTo($"{first + (ulong)i}.mid"));
        }
    }

    [TestCase("--bars 0", 1, "--bars")]
    [TestCase("--bars two", 1, "--bars")]
    [TestCase("--bars 2 --seconds 3", 1, "--seconds")]
    [TestCase("--seconds -1", 1, "--seconds")]
    [TestCase("--seconds NaN", 1, "--seconds")]
    [TestCase("--temperature -1", 1, "--temperature")]
    [TestCase("--temperature hot", 1, "--temperature")]
    [TestCase("--temperature NaN", 1, "--temperature")]
    [TestCase("--top-k -1", 1, "--top-k")]
    [TestCase("--top-p 0", 1, "--top-p")]
    [TestCase("--min-p 1.5", 1, "--min-p")]
    [TestCase("--repetition-penalty 0", 1, "--repetition-penalty")]
    [TestCase("--beam 0", 1, "--beam")]
    [TestCase("--beam wide", 1, "--beam")]
    [TestCase("--stochastic-beam 1001", 1, "--stochastic-beam")]
    [TestCase("--beam 4 --stochastic-beam 4", 1, "not with both")]
    [TestCase("--beam 4 --temperature 1", 1, "--temperature has no meaning with --beam")]
    [TestCase("--beam 4 --top-k 3", 1, "--top-k has no meaning with --beam")]
    [TestCase("--beam 4 --seed 3", 1, "--seed has no meaning with --beam")]
    [TestCase("--beam 4 --count 2", 1, "--count has no meaning with --beam")]
    [TestCase("--stochastic-beam 4 --top-p 0.9", 1, "--top-p has no meaning with --stochastic-beam")]
    [TestCase("--stochastic-beam 4 --min-p 0.1", 1, "--min-p has no meaning with --stochastic-beam")]
    [TestCase("--stochastic-beam 4 --repetition-penalty 1.1", 1, "--repetition-penalty has no meaning")]
    [TestCase("--stochastic-beam 4 --temperature 0", 1, "--temperature must be above 0")]
    [TestCase("--temperature 0 --count 2", 1, "--count has no meaning with --temperature 0")]
    [TestCase("--top-k 1 --count 2", 1, "--count has no meaning with --top-k 1")]
    [TestCase("--key D:mellow", 1, "mixolydian")]
    [TestCase("--tempo 0", 1, "--tempo")]
    [TestCase("--count 0", 1, "--count")]
    [TestCase("--seed -1", 1, "--seed")]
    [TestCase("--loud", 1, "--loud")]
    [TestCase("--model performance.safetensors --bars 4", 1, "--bars")]
    [TestCase("--model performance.safetensors --tempo 90", 1, "--tempo")]
    [TestCase("--model nothing", 2, "'nothing'")]
    [TestCase("--model text.txt", 2, "text.txt'")]
    [TestCase("--model .", 2, "'.'")]
    [TestCase("--prime nothing.mid", 2, "nothing.mid'")]
    [TestCase("--prime text.txt", 2, "text.txt'")]
    [TestCase("--prime .", 2, "'.'")]
    [TestCase("--prime silent.mid", 2, "silent.mid'")]
    [TestCase("--out text.txt --count 2", 2, "text.txt'")]
    [TestCase("--out text.txt/a.mid", 3, "text.txt/a.mid'")]
    public void Bad_input_is_told_in_a_sentence_and_leaves_nothing(string options, int exitCode, string named)
    {
        using var mine = new TemporaryFolder();
        mine.File("text.txt", "This is no music."u8.ToArray());
        mine.File("silent.mid", new NoteSequence().ToMidi().Write());
        var words = options.Split(' ').Select(word => word switch
        {
            "performance.safetensors" => performance,
            _ when word.Contains('.') && !float.TryParse(word, out _) && word != "." => mine.File(word),
            _ => word,
        }).ToList();
        words.InsertRange(0, ["music", "generate"]);
        if (!words.Contains("--model"))
        {
            words.AddRange(["--model", score]);
        }

        if (!words.Contains("--out"))
        {
            words.AddRange(["--out", mine.File("a.mid")]);
        }

        var run = CommandLine.Run([.. words, "--quiet"]);

        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Error);
        Assert.That(run.Output, Is.Empty);
        Assert.That(run.ErrorLines, Has.Length.EqualTo(1));
        Assert.That(run.Error, Does.Contain(named));
        Assert.That(mine.Names, Is.EqualTo(new[] { "silent.mid", "text.txt" }));
    }

    [Test]
    public void The_output_is_required()
    {
        var run = CommandLine.Run("music", "generate", "--model", score);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("--out"));
    }

    [Test]
    public void An_interrupt_leaves_nothing()
    {
        using var mine = new TemporaryFolder();
        var run = CommandLine.Run(
            new CancellationToken(canceled: true),
            "music", "generate", "--model", score, "--out", mine.File("a.mid"));

        Assert.That(run.ExitCode, Is.EqualTo(130));
        Assert.That(mine.Names, Is.Empty);
    }

    private string New(string codec)
    {
        var path = folder.File(codec + ".safetensors");
        var network = new SequenceConfig { Size = 16, Layers = 1 };
        MusicModel.Create(NoteCodec.ByName(codec), network, 1).ToCheckpoint().Save(path);
        return path;
    }

    private static NoteSequence Primer()
    {
        var primer = new NoteSequence();
        for (var i = 0; i < 6; i++)
        {
            primer.Notes.Add(new Note(480 * i, 480 * i + 240, (byte)(60 + 2 * i), 66));
        }

        primer.Sort();
        return primer;
    }

    private static (long Bar, long Beat, long Tick) EndOf(NoteSequence piece)
    {
        var end = piece.Meter.At(piece.EndTick);
        return (end.Bar, end.Beat, end.Tick);
    }

    private static NoteSequence Read(string path)
    {
        return NoteSequence.FromMidi(MidiFile.Load(path));
    }

    private static CommandLine.Outcome Generate(
        TemporaryFolder mine, string name, string model, params string[] options)
    {
        return CommandLine.Run(["music", "generate", "--model", model, "--out", mine.File(name), .. options]);
    }
}
