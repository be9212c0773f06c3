namespace RnnGen.Training;

/// <summary>Represents what an experiment found.</summary>
/// <param name="Figures">What was measured.</param>
/// <param name="Charts">What it looks like, from top to bottom.</param>
public sealed record Findings(IReadOnlyList<Figure> Figures, IReadOnlyList<Chart> Charts)
{
    /// <summary>Gets or sets the weights that were learned, for the next run to measure again, or null.</summary>
    public Checkpoint? Weights { get; init; }

    /// <summary>Gets whether every figure is as it must be.</summary>
    public bool Hold => Figures.All(figure => figure.Holds);
}

/// <summary>Represents a measured number beside what it must be, and what it is compared with.</summary>
/// <param name="Name">What was measured, with its unit.</param>
/// <param name="Value">The number.</param>
/// <param name="Must">Where it must lie, or null if it is only told.</param>
public sealed record Figure(string Name, double Value, Bound? Must = null)
{
    /// <summary>Gets or sets the number of the paper, or that follows from theory, or null.</summary>
    public double? Published { get; init; }

    /// <summary>Gets or sets what the simpler way achieves, which is to be beaten, or null.</summary>
    public double? Baseline { get; init; }

    /// <summary>Gets or sets, in a few words, where those numbers come from.</summary>
    public string Note { get; init; } = "";

    /// <summary>Gets whether the number is where it must be; one that is not finite never is.</summary>
    public bool Holds => Must is null
        || (double.IsFinite(Value) && Value >= (Must.Least ?? Value) && Value <= (Must.Most ?? Value));
}

/// <summary>Represents an interval with both its ends.</summary>
/// <param name="Least">The lower end, or null if there is none.</param>
/// <param name="Most">The upper end, or null if there is none.</param>
public sealed record Bound(double? Least, double? Most)
{
    /// <summary>Makes the numbers up to one.</summary>
    public static Bound AtMost(double most) => new(null, most);

    /// <summary>Makes the numbers from one on.</summary>
    public static Bound AtLeast(double least) => new(least, null);

    /// <summary>Makes the numbers that differ from one by no more than a tolerance.</summary>
    public static Bound Near(double value, double tolerance) => new(value - tolerance, value + tolerance);

    /// <inheritdoc/>
    public override string ToString()
    {
        return Least is null ? $"≤ {Most:G4}"
            : Most is null ? $"≥ {Least:G4}"
            : FormattableString.Invariant($"{(Least + Most) / 2:G4} ± {(Most - Least) / 2:G2}");
    }
}

/// <summary>Represents a diagram: curves over one axis, or a grid of shades.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">What runs to the right.</param>
/// <param name="YLabel">What runs upwards.</param>
/// <param name="Curves">The curves, if any.</param>
public sealed record Chart(string Title, string XLabel, string YLabel, params IReadOnlyList<Curve> Curves)
{
    /// <summary>Gets or sets whether the vertical axis counts powers of ten; numbers must then be positive.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Gets or sets numbers to be drawn as shades, [rows from the top, columns], or null.</summary>
    public double[,]? Grid { get; init; }
}

/// <summary>Represents a line through points.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Where the points are.</param>
/// <param name="Y">How high they are, as many.</param>
public sealed record Curve(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Computes the mean height of some points; it is no number if there are none.</summary>
    internal double Mean(Range points) => Y.Take(points).DefaultIfEmpty(double.NaN).Average();
}
