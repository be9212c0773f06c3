namespace RnnGen.Training;

/// <summary>
/// Represents how a window overlaps with others, so that each target is learned once and yet through a whole
/// window: truncated backpropagation with k1 &lt; k2 (Williams and Peng, 1990).
/// </summary>
/// <param name="Previous">The steps at its beginning whose targets the window before has counted.</param>
/// <param name="Next">The steps at its end that the next window hears again: the state before them goes on.</param>
internal readonly record struct Overlap(int Previous, int Next);
