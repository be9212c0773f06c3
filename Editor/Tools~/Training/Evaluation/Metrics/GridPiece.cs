namespace RnnGen.Training;

/// <summary>Represents a note on the grid of sixteenths that the metrics see.</summary>
/// <param name="Start">The step on which it begins.</param>
/// <param name="End">The step on which it has ended, after Start.</param>
/// <param name="Pitch">The MIDI note number.</param>
/// <param name="Part">Which voice or instrument plays it.</param>
/// <param name="IsDrum">Whether the pitch names a drum.</param>
internal readonly record struct GridNote(int Start, int End, int Pitch, int Part, bool IsDrum);

/// <summary>Represents a bar: its first step, and the steps it lasts.</summary>
internal readonly record struct GridBar(int Start, int Length);

/// <summary>
/// Represents a piece as the metrics see it: notes and bars on a grid of sixteenth notes.
/// </summary>
internal sealed class GridPiece
{
    /// <summary>The number of steps in a quarter note.</summary>
    public const int StepsPerQuarter = 4;

    /// <summary>Initializes a piece.</summary>
    /// <param name="notes">The notes in any order.</param>
    /// <param name="bars">The bars in order, each beginning where the one before ends.</param>
    /// <param name="seconds">How long the piece lasts.</param>
    public GridPiece(IEnumerable<GridNote> notes, IReadOnlyList<GridBar> bars, double seconds)
    {
        Notes = [.. notes.OrderBy(note => note.Start).ThenBy(note => note.Pitch).ThenBy(note => note.Part)];
        Pitched = [.. Notes.Where(note => !note.IsDrum)];
        Melody = [.. Pitched.GroupBy(note => note.Start).Select(chord => chord.Last())];
        Parts =
        [
            .. Notes.GroupBy(note => note.Part).OrderBy(part => part.Key).Select(part => part.ToArray()),
        ];
        Bars = bars;
        Seconds = seconds;
    }

    /// <summary>
    /// Lays a sequence on the grid: times move to the nearest step, and no note gets shorter than one. What
    /// one track plays on one channel with one program is a part.
    /// </summary>
    public static GridPiece From(NoteSequence sequence)
    {
        int Step(long tick)
        {
            return (int)Math.Floor(tick * (double)StepsPerQuarter / sequence.TicksPerQuarter + 0.5);
        }

        var notes = sequence.Notes.Select(note =>
        {
            var start = Step(note.Start);
            var part = (note.Track << 12) | (note.Channel << 8) | note.Program;
            return new GridNote(start, Math.Max(start + 1, Step(note.End)), note.Pitch, part, note.IsDrum);
        });
        var bars = new List<GridBar>();
        do
        {
            var start = Step(sequence.Meter.TickAt(bars.Count));
            bars.Add(new GridBar(start, Math.Max(1, Step(sequence.Meter.TickAt(bars.Count + 1)) - start)));
        }
        while (sequence.Meter.TickAt(bars.Count) < sequence.EndTick);
        return new GridPiece(notes, bars, sequence.Seconds);
    }

    /// <summary>Gets the notes among some that begin in the bars from one to before another.</summary>
    public static IEnumerable<GridNote> Within(IEnumerable<GridNote> notes, GridBar first, GridBar last)
    {
        return notes.Where(note => note.Start >= first.Start && note.Start < last.Start + last.Length);
    }

    /// <summary>All notes, in the order of start, then pitch.</summary>
    public IReadOnlyList<GridNote> Notes { get; }

    /// <summary>The notes that are not drums.</summary>
    public IReadOnlyList<GridNote> Pitched { get; }

    /// <summary>
    /// The highest of the pitched notes that begin together: the "skyline" of Uitdenbogerd and Zobel (1998).
    /// </summary>
    public IReadOnlyList<GridNote> Melody { get; }

    /// <summary>The notes of each part.</summary>
    public IReadOnlyList<GridNote[]> Parts { get; }

    /// <summary>The bars.</summary>
    public IReadOnlyList<GridBar> Bars { get; }

    /// <summary>How long the piece lasts.</summary>
    public double Seconds { get; }
}
