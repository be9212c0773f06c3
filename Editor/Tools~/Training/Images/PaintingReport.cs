namespace RnnGen.Training;

/// <summary>How pictures that a model paints compare with those that it is to paint like.</summary>
/// <param name="Pictures">The pictures that were painted; as many others are compared with as many.</param>
/// <param name="Neighbours">The neighbour k that balls reach.</param>
/// <param name="Painted">The painted pictures, beside measured ones.</param>
/// <param name="Training">Pictures that were learned, beside measured ones: what is to be reached.</param>
/// <param name="Pixels">
/// Pictures each of whose pixels is that of another training picture, beside measured ones: what must be beaten.
/// </param>
/// <param name="PaintedDistance">How far painted pictures are from the nearest that was learned.</param>
/// <param name="MeasuredDistance">How far measured pictures are from it.</param>
/// <param name="NearShare">
/// The share of painted pictures that are nearer than all but 5 % of the measured ones: 0.05 if nothing is copied.
/// </param>
/// <param name="Alike">The painted pictures that are nearest to one that was learned.</param>
public sealed record PaintingReport(
    int Pictures, int Neighbours, ManifoldReport Painted, ManifoldReport Training, ManifoldReport Pixels,
    DistanceReport PaintedDistance, DistanceReport MeasuredDistance, double NearShare,
    IReadOnlyList<LikenessReport> Alike);

/// <summary>How far pictures are from the nearest that was learned.</summary>
/// <param name="Least">The least distance: the root of the mean square over all channels, each in [0, 1].</param>
/// <param name="Median">The median of the distances.</param>
/// <param name="Copies">The pictures that were learned as they are.</param>
public sealed record DistanceReport(double Least, double Median, int Copies);

/// <summary>What a painted picture is most like.</summary>
/// <param name="Seed">The seed by which it is painted.</param>
/// <param name="Class">What was to be painted, or null.</param>
/// <param name="Names">The nearest pictures that were learned, the nearest first.</param>
/// <param name="Distances">Their distances.</param>
public sealed record LikenessReport(
    ulong Seed, string? Class, IReadOnlyList<string> Names, IReadOnlyList<double> Distances);
