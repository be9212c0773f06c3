namespace RnnGen.Training;

/// <summary>
/// Represents a song as frames of keys that sound, on the grid of the polyphonic benchmark of
/// Boulanger-Lewandowski, Bengio and Vincent (2012). Key 0 is MIDI note 21, the lowest of a piano.
/// </summary>
public sealed class PianoRoll
{
    /// <summary>The number of keys of a piano.</summary>
    public const int Keys = 88;

    /// <summary>The MIDI note number of key 0.</summary>
    public const int LowestNote = 21;

    private readonly byte[][] frames;

    /// <summary>Initializes a song from its frames, each a set of keys in rising order.</summary>
    /// <exception cref="ArgumentException">A frame has a key above 87, or keys that do not rise.</exception>
    public PianoRoll(IReadOnlyList<byte[]> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        this.frames = new byte[frames.Count][];
        var (lowest, highest) = (Keys - 1, 0);
        for (var t = 0; t < frames.Count; t++)
        {
            var frame = frames[t];
            for (var i = 0; i < frame.Length; i++)
            {
                if (frame[i] >= Keys || (i > 0 && frame[i] <= frame[i - 1]))
                {
                    throw new ArgumentException(
                        $"The keys of a frame must be within 0 to {Keys - 1} and rise, but frame {t} is " +
                        $"[{string.Join(", ", frame)}].", nameof(frames));
                }

                lowest = Math.Min(lowest, frame[i]);
                highest = Math.Max(highest, frame[i]);
            }

            this.frames[t] = frame;
        }

        (Lowest, Highest) = (Math.Min(lowest, highest), highest);
    }

    /// <summary>Makes the same song some semitones higher.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A key would leave the piano.</exception>
    public PianoRoll Transpose(int semitones)
    {
        if (Lowest + semitones < 0 || Highest + semitones >= Keys)
        {
            throw new ArgumentOutOfRangeException(
                nameof(semitones),
                $"A song of the keys {Lowest} to {Highest} must stay within 0 to {Keys - 1}, but was to be " +
                $"transposed by {semitones}.");
        }

        return semitones == 0 ? this : new PianoRoll(Array.ConvertAll(
            frames, frame => Array.ConvertAll(frame, key => (byte)(key + semitones))));
    }

    /// <summary>Writes a frame as 88 zeros and ones.</summary>
    public void CopyTo(int frame, Span<float> keys)
    {
        keys[..Keys].Clear();
        foreach (var key in frames[frame])
        {
            keys[key] = 1;
        }
    }

    /// <summary>Gets the keys of a frame, in rising order.</summary>
    public ReadOnlySpan<byte> this[int frame] => frames[frame];

    /// <summary>The number of frames.</summary>
    public int Length => frames.Length;

    /// <summary>The number of frames that are predicted: all but the first.</summary>
    public int Predicted => Math.Max(0, frames.Length - 1);

    /// <summary>The lowest key that sounds, or 0 when none does.</summary>
    public int Lowest { get; }

    /// <summary>The highest key that sounds, or 0 when none does.</summary>
    public int Highest { get; }
}
