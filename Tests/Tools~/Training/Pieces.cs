namespace RnnGen.Tools.Tests;

/// <summary>Makes small pieces of music by chance.</summary>
internal static class Pieces
{
    /// <summary>Gets a melody of notes an eighth long, a walk over the white keys.</summary>
    public static NoteSequence Melody(ulong seed, int notes)
    {
        int[] scale = [0, 2, 4, 5, 7, 9, 11];
        var rng = new Rng(seed);
        var melody = new NoteSequence(480);
        var place = 14;
        for (var i = 0; i < notes; i++)
        {
            place = Math.Clamp(place + rng.Below(7) - 3, 0, 27);
            var pitch = (byte)(48 + 12 * (place / 7) + scale[place % 7]);
            melody.Notes.Add(new Note(240 * i, 240 * (i + 1), pitch, 80));
        }

        melody.EndTick = 240 * notes;
        return melody;
    }

    /// <summary>Writes pieces into a folder, as 0.mid, 1.mid and so on.</summary>
    public static void Save(string folder, params NoteSequence[] pieces)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < pieces.Length; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{i}.mid"), pieces[i].ToMidi().Write());
        }
    }
}
