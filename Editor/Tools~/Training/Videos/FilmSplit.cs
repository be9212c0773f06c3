namespace RnnGen.Training;

/// <summary>Videos, or shapes that are to move, to learn from and to validate with.</summary>
/// <param name="Training">What is learned.</param>
/// <param name="Validation">What is measured, and never learned: other videos, or other shapes.</param>
/// <param name="AreShapes">Whether the first frame of each is a shape, which flies across the frame.</param>
/// <param name="Rule">How they were split, in a few words.</param>
/// <param name="Option">What the command says of the data, as " --shapes --valid DIR", or nothing.</param>
public sealed record FilmSplit(
    IReadOnlyList<Film> Training, IReadOnlyList<Film> Validation, bool AreShapes, string Rule, string Option)
{
    /// <summary>
    /// Splits by a hash of the names, and shapes as <see cref="DataFolder.SplitByStem"/> does; videos of one name, as
    /// those of a sheet, stay together.
    /// </summary>
    public static FilmSplit ByName(IReadOnlyList<Film> films, double validShare, bool areShapes, string option)
    {
        List<string> names = [.. films.Select(film => film.Name)];
        var isValid = areShapes
            ? DataFolder.SplitByStem(names, validShare)
            : DataFolder.SplitByName(names, validShare);
        return new FilmSplit(
            [.. films.Where((_, i) => !isValid[i])],
            [.. films.Where((_, i) => isValid[i])],
            areShapes,
            DataFolder.SplitName(validShare),
            option);
    }
}
