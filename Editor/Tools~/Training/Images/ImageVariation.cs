namespace RnnGen.Training;

/// <summary>How pictures are varied each time they are learned.</summary>
/// <param name="Mirror">The share that is mirrored.</param>
/// <param name="Shift">The pixels by which they are moved, at most; the border is repeated.</param>
/// <param name="Recolour">The share whose colours are put in any order: see <see cref="Recolouring"/>.</param>
/// <param name="Wraps">Whether they begin at any pixel, as tiles may: what leaves comes back on the other side.</param>
internal readonly record struct ImageVariation(double Mirror, int Shift, double Recolour, bool Wraps = false)
{
    /// <summary>Draws one variation; what is never varied draws nothing.</summary>
    public (bool IsMirrored, int Right, int Down, int Colours) Draw(int width, int height, Rng chance)
    {
        var isMirrored = Mirror > 0 && chance.Uniform() < Mirror;
        var (right, down) = Wraps ? (chance.Below(width), chance.Below(height))
            : Shift > 0 ? (chance.Below((2 * Shift) + 1) - Shift, chance.Below((2 * Shift) + 1) - Shift)
            : (0, 0);
        var isRecoloured = Recolour > 0 && chance.Uniform() < Recolour;
        return (isMirrored, right, down, isRecoloured ? chance.Below(Recolouring.Ways) : 0);
    }
}
