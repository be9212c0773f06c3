namespace RnnGen.Cli;

/// <summary>What <c>rnngen midi inspect</c> says about a file that could be read.</summary>
/// <remarks>The properties are the members of the JSON object, in this order.</remarks>
internal sealed class MidiReport
{
    private readonly MidiFile file;

    public MidiReport(string path, MidiFile file)
    {
        this.file = file;
        File = path;
        Seconds = Enumerable.Range(0, file.PieceCount)
            .Select(piece => NoteSequence.FromMidi(file, piece).Seconds)
            .DefaultIfEmpty()
            .Max();
    }

    /// <summary>Prints a line of the table, and below it one for each diagnostic.</summary>
    public void Print(TextWriter output)
    {
        var time = TimeSpan.FromSeconds(Math.Min(Math.Round(Seconds, 1), TimeSpan.MaxValue.TotalSeconds / 2));
        var division = file.Division.IsTimeCode
            ? $"{file.Division.FramesPerSecond}x{file.Division.TicksPerFrame}"
            : $"{Division}";
        output.WriteLine(Row(
            $"{Format}",
            $"{Tracks}",
            division,
            $"{Events}",
            $"{Notes}",
            $"{MaxTick}",
            $"{(long)time.TotalMinutes}:{time:ss\\.f}",
            $"{file.Diagnostics.Count}",
            File));
        foreach (var diagnostic in file.Diagnostics)
        {
            output.WriteLine($"       {diagnostic}");
        }
    }

    private static string Row(
        string format,
        string tracks,
        string division,
        string events,
        string notes,
        string ticks,
        string time,
        string problems,
        string file)
    {
        return $"{format,6} {tracks,6} {division,8} {events,8} {notes,8} "
            + $"{ticks,10} {time,8} {problems,8}  {file}";
    }

    public static string Heading { get; } =
        Row("format", "tracks", "division", "events", "notes", "ticks", "time", "problems", "file");

    public string File { get; }

    public bool Ok { get; } = true;

    public int Format => file.Format;

    public int Tracks => file.Tracks.Count;

    /// <summary>Gets the word of the header: ticks per quarter note, or time code from 32768 on.</summary>
    public int Division => file.Division.Word;

    public int Events => file.Tracks.Sum(track => track.EventCount);

    public int Notes => file.Tracks.Sum(track => track.NoteCount);

    public long MaxTick => file.EndTick;

    public double Seconds { get; }

    public IEnumerable<Diagnostic> Diagnostics =>
        file.Diagnostics.Select(it => new Diagnostic(it.Offset, it.Code.ToString(), it.Action));

    internal sealed record Diagnostic(int Offset, string Code, string Action);
}
