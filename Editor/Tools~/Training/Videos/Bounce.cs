namespace RnnGen.Training;

/// <summary>The flight of a shape along one axis, between two walls that throw it back as mirrors do.</summary>
/// <param name="Start">Where it is at first, 0 to the room.</param>
/// <param name="Speed">The pixels it flies in a frame, below 0 towards the first wall.</param>
/// <param name="Room">The last place it can be at.</param>
internal readonly record struct Bounce(int Start, int Speed, int Room)
{
    /// <summary>Draws a flight whose place and speed are all equally likely.</summary>
    public static Bounce Draw(int room, int fastest, Rng chance)
    {
        return new Bounce(chance.Below(room + 1), chance.Below((2 * fastest) + 1) - fastest, room);
    }

    /// <summary>
    /// Gets where it is: a walk without walls, folded at each wall, as a ray of light unfolds between two mirrors.
    /// </summary>
    public int At(int frame)
    {
        if (Room == 0)
        {
            return 0;
        }

        var period = 2 * Room;
        var unfolded = (((Start + (Speed * frame)) % period) + period) % period;
        return Math.Min(unfolded, period - unfolded);
    }
}
