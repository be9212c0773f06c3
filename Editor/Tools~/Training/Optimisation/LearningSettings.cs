namespace RnnGen.Training;

/// <summary>Checks settings that users write.</summary>
internal static class LearningSettings
{
    /// <summary>Requires that all settings of learning are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not: the message says which.</exception>
    public static void Check(ILearningConfig config)
    {
        var isOptimiser = config.Optimiser is "sgd" or "rmsprop" or "adam" or "adamw" or "muon";
        Require(isOptimiser, "optimiser", "sgd, rmsprop, adam, adamw or muon", config.Optimiser);
        var isSchedule = config.Schedule is "plateau" or "cosine" or "constant";
        Require(isSchedule, "schedule", "plateau, cosine or constant", config.Schedule);
        var isClipBy = config.ClipBy is "norm" or "value" or "parameter";
        Require(isClipBy, "clipBy", "norm, value or parameter", config.ClipBy);
        RequireCount("batch", config.Batch);
        RequireCount("validateEvery", config.ValidateEvery);
        RequireCount("patience", config.Patience);
        RequireCount("stopAfter", config.StopAfter);
        RequireCount("epochs", config.Epochs);
        Require(config.Rate is > 0 and <= 1, "rate", "above 0 and at most 1", config.Rate);
        Require(config.Momentum is >= 0 and < 1, "momentum", "at least 0 and below 1", config.Momentum);
        Require(config.WeightDecay is >= 0 and <= 1, "weightDecay", "from 0 to 1", config.WeightDecay);
        Require(config.WarmUp is >= 0 and <= 100_000, "warmUp", "from 0 to 100000", config.WarmUp);
        Require(config.Steps is >= 0 and <= 100_000_000, "steps", "from 0 to 100000000", config.Steps);
        var hasEnd = config.Schedule != "cosine" || config.Steps > config.WarmUp;
        Require(hasEnd, "steps", "above warmUp for the schedule cosine", config.Steps);
        Require(config.Clip > 0, "clip", "above 0", config.Clip);
    }

    /// <summary>Requires that the settings of a network that draws are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not: the message says which.</exception>
    public static void CheckDrawing(
        string output, int colours, int side, int glimpses, int size, int latent, int read, int write)
    {
        var isOutput = output is "binary" or "grey" or "rgb" or "rgba" or "palette";
        Require(isOutput, "output", "binary, grey, rgb, rgba or palette", output);
        Require(colours is >= 2 and <= 256, "colours", "from 2 to 256", colours);
        Require(side is 0 or (>= 16 and <= 64), "side", "0, or from 16 to 64", side);
        foreach (var (name, value) in new[] { ("glimpses", glimpses), ("size", size), ("latent", latent) })
        {
            RequireUnits(name, value);
        }

        Require(read is 0 or (>= 2 and <= 64), "read", "0, or from 2 to 64", read);
        Require(write is 0 or (>= 2 and <= 64), "write", "0, or from 2 to 64", write);
    }

    /// <summary>Requires a number of units from 1 to <see cref="Parameter.MostUnits"/>.</summary>
    public static void RequireUnits(string name, int value)
    {
        Require(value is >= 1 and <= Parameter.MostUnits, name, $"from 1 to {Parameter.MostUnits}", value);
    }

    /// <summary>Requires a number from 1 to 100000.</summary>
    public static void RequireCount(string name, int value)
    {
        Require(value is >= 1 and <= 100_000, name, "from 1 to 100000", value);
    }

    /// <summary>Requires that a setting is in its range.</summary>
    /// <exception cref="ArgumentException">It is not: the message says which, the range and the value.</exception>
    public static void Require(bool holds, string name, string range, object value)
    {
        if (!holds)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The setting '{name}' must be {range}, but is {value}."));
        }
    }
}
