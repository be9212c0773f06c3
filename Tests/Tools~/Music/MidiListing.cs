namespace RnnGen.Tools.Tests.Music;

/// <summary>Puts the events of a MIDI file into lines "track tick what …".</summary>
internal static class MidiListing
{
    public static IEnumerable<string> Of(MidiFile file)
    {
        var lines = new List<string>();
        for (var i = 0; i < file.Tracks.Count; i++)
        {
            foreach (var e in file.Tracks[i])
            {
                lines.Add($"{i} {e.Tick} {Describe(e)}");
            }
        }

        return lines;
    }

    private static string Describe(in MidiEvent e)
    {
        if (e.TryGetTempo(out var tempo)) return $"tempo {tempo}";
        if (e.TryGetMeter(out var numerator, out var denominator)) return $"meter {numerator} {denominator}";
        return e.Kind switch
        {
            MidiKind.NoteOn => $"on {e.Channel} {e.Data1} {e.Data2}",
            MidiKind.NoteOff => $"off {e.Channel} {e.Data1} {e.Data2}",
            MidiKind.Control => $"control {e.Channel} {e.Data1} {e.Data2}",
            MidiKind.Program => $"program {e.Channel} {e.Data1}",
            _ => e.Is(MidiMeta.EndOfTrack) ? "end" : $"other {e.Kind}",
        };
    }
}
