namespace RnnGen.Training;

/// <summary>How pictures are varied each time they are learned.</summary>
/// <param name="Mirror">The share that is mirrored.</param>
/// <param name="Shift">The pixels by which they are moved, at most; the border is repeated.</param>
internal readonly record struct ImageVariation(double Mirror, int Shift)
{
    /// <summary>Draws one variation; what is never varied draws nothing.</summary>
    public (bool IsMirrored, int Right, int Down) Draw(Rng chance)
    {
        var isMirrored = Mirror > 0 && chance.Uniform() < Mirror;
        return Shift > 0
            ? (isMirrored, chance.Below((2 * Shift) + 1) - Shift, chance.Below((2 * Shift) + 1) - Shift)
            : (isMirrored, 0, 0);
    }
}
