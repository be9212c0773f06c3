namespace RnnGen.Training;

/// <summary>
/// Deals songs out to rows side by side: each row plays a song from its first frame to its last and goes on
/// with the next, without padding and without end. Every round plays each song once, in a new order and, if
/// asked, in a new key.
/// </summary>
internal sealed class FrameStream
{
    private readonly PianoRoll[] songs;
    private readonly int transpose;
    private readonly Rng rng;
    private readonly PianoRoll[] playing;
    private readonly int[] positions;
    private int dealt;

    /// <summary>Initializes a stream.</summary>
    /// <param name="songs">The songs; those without a frame to predict are left out.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="transpose">
    /// The most semitones a song is moved, up or down, as far as it stays on the piano.
    /// </param>
    /// <param name="rng">The source of order and key.</param>
    public FrameStream(IReadOnlyList<PianoRoll> songs, int rows, int transpose, Rng rng)
    {
        this.songs = [.. songs.Where(song => song.Predicted > 0)];
        this.transpose = transpose;
        this.rng = rng;
        Frames = this.songs.Sum(song => (long)song.Predicted);
        playing = [.. Enumerable.Range(0, rows).Select(row => Deal())];
        positions = new int[rows];
    }

    /// <summary>Moves every row on by one frame.</summary>
    /// <param name="inputs">Set to the frame of each row, [rows, 88].</param>
    /// <param name="targets">Set to the frame that follows it, [rows, 88].</param>
    /// <param name="begins">Set to whether the row's song begins here.</param>
    public void Next(Span<float> inputs, Span<float> targets, Span<bool> begins)
    {
        for (var row = 0; row < playing.Length; row++)
        {
            if (positions[row] == playing[row].Predicted)
            {
                playing[row] = Deal();
                positions[row] = 0;
            }

            begins[row] = positions[row] == 0;
            playing[row].CopyTo(positions[row], inputs[(row * PianoRoll.Keys)..]);
            playing[row].CopyTo(++positions[row], targets[(row * PianoRoll.Keys)..]);
        }
    }

    private PianoRoll Deal()
    {
        if (dealt % songs.Length == 0)
        {
            rng.Shuffle<PianoRoll>(songs);
        }

        var song = songs[dealt++ % songs.Length];
        var down = Math.Min(transpose, song.Lowest);
        var up = Math.Min(transpose, PianoRoll.Keys - 1 - song.Highest);
        return song.Transpose(rng.Below(down + up + 1) - down);
    }

    /// <summary>The number of frames that one round predicts.</summary>
    public long Frames { get; }
}
