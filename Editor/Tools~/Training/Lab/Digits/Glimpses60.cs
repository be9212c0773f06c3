namespace RnnGen.Training;

/// <summary>Digits in pictures of 60 x 60 pixels, among 4 pieces of others.</summary>
internal sealed class Glimpses60() : GlimpseExperiment(
    "glimpses-60", "Attention of DRAW: digits among clutter, 60 x 60", 90, 60, 4, 10_000);
