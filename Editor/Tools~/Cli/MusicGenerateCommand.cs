using System.CommandLine;

namespace RnnGen.Cli;

/// <summary><c>rnngen music generate</c>: from a model to MIDI files.</summary>
internal static class MusicGenerateCommand
{
    private const int DefaultBars = 16;
    private const double DefaultSeconds = 30;

    private static readonly Option<string> output = Options.Out(
        "The MIDI file to write; with --count, the folder.");

    private static readonly Option<int?> bars = new Option<int?>("--bars")
    {
        Description = "How many bars to compose, by a model whose music has bars; behind --prime the first is the "
            + $"rest of the bar in which its last note begins. [default: {DefaultBars}]",
        HelpName = "N",
    }.Between(1, 10_000);

    private static readonly Option<double?> seconds = new Option<double?>("--seconds")
    {
        Description = $"How many seconds to compose. [default without bars: {DefaultSeconds}]",
        HelpName = "S",
    }.Between(0.1, 86_400);

    private static readonly Option<Scale?> key = new("--key")
    {
        Description = $"The scale of all pitches, as D:dorian; one of {string.Join(", ", Scale.Names)}.",
        HelpName = "TONIC:SCALE",
        CustomParser = result =>
        {
            try
            {
                return Scale.Parse(result.Tokens[0].Value);
            }
            catch (FormatException exception)
            {
                result.AddError(exception.Message);
                return null;
            }
        },
    };

    private static readonly Option<double?> tempo = new Option<double?>("--tempo")
    {
        Description = "The tempo in quarter notes a minute. [default: the model chooses]",
        HelpName = "B",
    }.Between(Composer.SlowestTempo, Composer.FastestTempo);

    private static readonly Option<string?> prime = new("--prime")
    {
        Description = "A MIDI file to go on from; of one with several pieces, the first with notes. What is written "
            + "is that, as the model hears it, and then what is composed.",
        HelpName = "FILE",
    };

    private static readonly Option<int?> count = new Option<int?>("--count")
    {
        Description = "How many pieces to compose, into a folder: SEED.mid, (SEED + 1).mid …",
        HelpName = "N",
    }.Between(1, 100_000);

    public static Verb Create()
    {
        var verb = new Verb(
            "generate",
            "Composes music with a trained model.",
            "rnngen music generate --out song.mid --bars 32 --key D:dorian --tempo 120 --seed 7")
        {
            output, Options.MusicModel, bars, seconds, Options.Seed, MusicBeam.Likeliest, MusicBeam.Drawn, key,
            tempo, prime, count,
        };
        Choice.AddTo(verb);
        verb.Does(Generate);
        return verb;
    }

    private static void Generate(ParseResult result, Terminal terminal, CancellationToken cancel)
    {
        var isSearched = MusicBeam.IsAsked(
            result, Choice.Limits, [Choice.Temperature, Options.Seed, count]);
        if (isSearched && result.GetValue(Choice.Temperature) == 0)
        {
            throw new UserException(
                ExitCode.WrongUsage,
                $"{Choice.Temperature.Name} must be above 0 with {MusicBeam.Drawn.Name}; for the likeliest piece, "
                + $"use {MusicBeam.Likeliest.Name}.");
        }

        if (!isSearched)
        {
            Choice.RequireChance(result, count);
        }

        var pieces = result.GetValue(count) ?? 1;
        if (result.GetValue(count) is not null && File.Exists(result.GetValue(output)))
        {
            throw new UserException(
                ExitCode.BadInput,
                $"A folder was expected for {pieces} pieces, but '{result.GetValue(output)}' is a file.");
        }

        var model = ModelFile.Load(result.GetValue(Options.MusicModel)!, MusicModel.Load);
        var length = LengthOf(result, model.Codec);
        var primer = result.GetValue(prime) is { } path ? Read(path, model.Codec) : null;
        var options = OptionsOf(result);
        ulong? seed = result.GetValue(MusicBeam.Likeliest) is null ? Options.SeedOf(result, terminal) : null;
        OutputFile.RequireTarget(TargetOf(result, seed));
        using var progress = terminal.Progress("Composing", pieces * length.Amount);
        for (var i = 0; i < pieces; i++, seed++)
        {
            var before = i * length.Amount;
            var note = seed is null ? "" : $"seed {seed}";
            void Report(double done) => progress.Report(before + done, note);
            var search = isSearched ? MusicBeam.New(result, model, options, seed) : null;
            var piece = search is null
                ? length.Compose(new Composer(model, options, seed!.Value), primer, Report, cancel)
                : length.Find(search, primer, Report, cancel);
            var target = TargetOf(result, seed);
            OutputFile.Write(target, piece.ToMidi().Write());
            Tell(terminal, target, seed, piece, search);
        }
    }

    private static string TargetOf(ParseResult result, ulong? seed)
    {
        var file = result.GetValue(output)!;
        return result.GetValue(count) is null ? file : Path.Combine(file, $"{seed}.mid");
    }

    private static PieceLength LengthOf(ParseResult result, NoteCodec codec)
    {
        if (result.GetValue(bars) is not null && result.GetValue(seconds) is not null)
        {
            throw new UserException(
                ExitCode.WrongUsage, "A length must be in --bars or in --seconds, not in both.");
        }

        foreach (var option in new Option[] { bars, tempo })
        {
            if (result.GetResult(option) is not null && !codec.IsMetric)
            {
                throw new UserException(
                    ExitCode.WrongUsage,
                    $"{option.Name} needs a model whose music has bars, which '{codec.Name}' has not.");
            }
        }

        return codec.IsMetric && result.GetValue(seconds) is null
            ? new PieceLength(result.GetValue(bars) ?? DefaultBars, InBars: true)
            : new PieceLength(result.GetValue(seconds) ?? DefaultSeconds, InBars: false);
    }

    private static ComposerOptions OptionsOf(ParseResult result)
    {
        var options = new ComposerOptions { Scale = result.GetValue(key), Tempo = result.GetValue(tempo) };
        Choice.Set(result, options.Sampling);
        return options;
    }

    private static NoteSequence Read(string path, NoteCodec codec)
    {
        try
        {
            var midi = MidiFile.Read(InputFile.Read(path, "A MIDI file"));
            var pieces = Enumerable.Range(0, midi.PieceCount).Select(i => NoteSequence.FromMidi(midi, i));
            return pieces.FirstOrDefault(piece => codec.Decode(codec.Encode(piece)).Notes.Count > 0)
                ?? throw new UserException(
                    ExitCode.BadInput,
                    $"A MIDI file to go on from was expected, but '{path}' has no notes for this model.");
        }
        catch (MidiException exception)
        {
            throw new UserException(
                ExitCode.BadInput, $"A MIDI file was expected, but '{path}' is none: {exception.Message}");
        }
    }

    private static void Tell(
        Terminal terminal, string file, ulong? seed, NoteSequence piece, PieceSearch? search)
    {
        if (terminal.Json)
        {
            terminal.WriteJson(new
            {
                file,
                seed,
                seconds = piece.Seconds,
                notes = piece.Notes.Count,
                tokens = search?.Tokens.Length,
                logProbability = search?.LogProbability,
            });
            return;
        }

        var origin = seed is null ? "" : $", seed {seed}";
        var found = search is null
            ? ""
            : FormattableString.Invariant(
                $", {-search.LogProbability / search.Tokens.Length:F3} nats a token");
        terminal.Output.WriteLine(
            FormattableString.Invariant(
                $"{file}: {piece.Notes.Count} notes in {piece.Seconds:F1} s{found}{origin}."));
    }
}
