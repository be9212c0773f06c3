namespace RnnGen.Training;

/// <summary>
/// Draws music around a piece by reward-augmented maximum likelihood whose reward respects scale and octave:
/// a note may become another of the same octave and of the scale of the piece, and anything else costs too
/// much.
/// </summary>
/// <remarks>
/// -r counts the notes that differ, so that each is replaced by itself, as in <see cref="HammingReward"/>,
/// with V the notes of its octave in the scale. The scale is the major one (and so its relative minor) that
/// holds most notes of the piece. Drums stay.
/// </remarks>
internal sealed class PitchReward(double temperature)
{
    private const int Octave = 12;
    private const int HighestPitch = 127;
    private static readonly int[] major = [0, 2, 4, 5, 7, 9, 11];

    /// <summary>Draws a piece.</summary>
    public NoteSequence Draw(NoteSequence truth, Rng rng)
    {
        var scale = ScaleOf(truth);
        var drawn = truth.Transpose(0);
        for (var i = 0; i < drawn.Notes.Count; i++)
        {
            if (!drawn.Notes[i].IsDrum)
            {
                drawn.Notes[i] = drawn.Notes[i].WithPitch(Draw(drawn.Notes[i].Pitch, scale, rng));
            }
        }

        return drawn;
    }

    /// <summary>Gets the pitch classes of the major scale that holds most notes.</summary>
    internal static bool[] ScaleOf(NoteSequence piece)
    {
        var counts = new int[Octave];
        foreach (var note in piece.Notes.Where(note => !note.IsDrum))
        {
            counts[note.Pitch % Octave]++;
        }

        var tonic = Enumerable.Range(0, Octave)
            .MaxBy(key => major.Sum(step => counts[(key + step) % Octave]));
        var scale = new bool[Octave];
        foreach (var step in major)
        {
            scale[(tonic + step) % Octave] = true;
        }

        return scale;
    }

    private byte Draw(int pitch, bool[] scale, Rng rng)
    {
        var first = pitch - pitch % Octave;
        var others = Enumerable.Range(first, Octave)
            .Where(other => other <= HighestPitch && other != pitch && scale[other % Octave]).ToArray();
        return rng.Uniform() < HammingReward.ShareOf(others.Length + 1, temperature)
            ? (byte)others[rng.Below(others.Length)]
            : (byte)pitch;
    }
}
