namespace RnnGen.Training;

/// <summary>Digits in pictures of 100 x 100 pixels, among 8 pieces of others, as in the paper.</summary>
internal sealed class Glimpses100() : GlimpseExperiment(
    "glimpses-100", "Attention of DRAW: digits among clutter, 100 x 100", 40, 100, 8, 3_000);
