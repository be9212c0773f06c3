namespace RnnGen.Training;

/// <summary>
/// Digits in pictures of 100 x 100 pixels, among 8 pieces of others, as in the paper. The first glimpse begins sharper,
/// as blurred filters see next to nothing of so large a picture.
/// </summary>
internal sealed class Glimpses100() : GlimpseExperiment(
    "glimpses-100", "Attention of DRAW: digits among clutter, 100 x 100", 40, 100, 8, 0.5f, 3_000);
