namespace RnnGen.Training;

/// <summary>Counts what music must not do, over events in the order in which they are made.</summary>
internal sealed class GrammarLints
{
    private const double LongestNote = 32;

    private readonly Dictionary<(byte Channel, byte Pitch), NoteEvent> sounding = [];
    private long now;

    /// <summary>Hears the next event.</summary>
    public void Add(in NoteEvent next)
    {
        OutOfOrder += next.Tick < now ? 1 : 0;
        now = next.Tick;
        var key = (next.Channel, next.Pitch);
        switch (next.Kind)
        {
            case NoteEventKind.NoteOn:
                Notes++;
                Overlaps += sounding.TryAdd(key, next) ? 0 : 1;
                sounding[key] = next;
                break;
            case NoteEventKind.NoteOff when sounding.Remove(key, out var on):
                ZeroLength += next.Tick == on.Tick ? 1 : 0;
                Stuck += IsStuck(on) ? 1 : 0;
                break;
            case NoteEventKind.NoteOff:
                Orphans++;
                break;
        }
    }

    /// <summary>Ends a piece: what still sounds is stuck if it began too long ago.</summary>
    public void EndPiece()
    {
        Stuck += sounding.Values.Count(IsStuck);
        sounding.Clear();
        now = 0;
    }

    private bool IsStuck(NoteEvent on) => now - on.Tick > LongestNote * NoteEvent.TicksPerQuarter;

    /// <summary>The notes that began.</summary>
    public int Notes { get; private set; }

    /// <summary>The events before the one that they follow.</summary>
    public int OutOfOrder { get; private set; }

    /// <summary>The notes that began while the same key of the same channel sounded.</summary>
    public int Overlaps { get; private set; }

    /// <summary>The notes that ended when they began.</summary>
    public int ZeroLength { get; private set; }

    /// <summary>The notes that sounded longer than 32 quarter notes.</summary>
    public int Stuck { get; private set; }

    /// <summary>The ends of notes that had not begun.</summary>
    public int Orphans { get; private set; }
}
