using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace RnnGen.Media;

/// <summary>Represents a diagram: lines over two axes, or a grid of shades.</summary>
/// <remarks>
/// Text is written in a font of this system: on Linux the first found under /usr/share/fonts, DejaVu Sans before
/// all others, as Skia does not look there. Where there is none, text is left out.
/// </remarks>
public sealed class Diagram : IDisposable
{
    private const int Width = 900;
    private const int Height = 480;

    // The smallest positive number of a float: what is 0 or less lies at the lower edge.
    private const double Least = 1e-45;

    private static readonly string? Font = FindFont();

    private readonly Plot plot = new();
    private readonly bool isLogarithmic;
    private bool hasNames;

    /// <summary>Initializes a diagram without lines.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="xLabel">What runs to the right.</param>
    /// <param name="yLabel">What runs upwards.</param>
    /// <param name="isLogarithmic">Whether the vertical axis counts powers of ten.</param>
    public Diagram(string title, string xLabel, string yLabel, bool isLogarithmic = false)
    {
        this.isLogarithmic = isLogarithmic;
        plot.Title(title);
        plot.XLabel(xLabel);
        plot.YLabel(yLabel);
        plot.HideGrid();
        if (Font is not null)
        {
            plot.Font.Set(Font);
        }

        if (isLogarithmic)
        {
            plot.Axes.Left.TickGenerator = new NumericAutomatic
            {
                IntegerTicksOnly = true, LabelFormatter = power => $"1e{power:0}",
            };
        }
    }

    /// <summary>Draws a line through points, with a colour of its own.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">Where the points are.</param>
    /// <param name="y">How high they are, as many; points that are not finite are left out.</param>
    public void Line(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var heights = y.Select(value => isLogarithmic ? Math.Log10(Math.Max(value, Least)) : value);
        var points = x.Zip(heights).Where(p => double.IsFinite(p.First + p.Second)).ToArray();
        var line = plot.Add.Scatter(
            Array.ConvertAll(points, p => p.First), Array.ConvertAll(points, p => p.Second));
        line.LegendText = name;
        line.LineWidth = 2;
        line.MarkerSize = points.Length > 20 ? 0 : 6;
        hasNames = true;
    }

    /// <summary>Draws numbers as shades, the lowest dark.</summary>
    /// <param name="rows">The numbers, [rows from the top, columns].</param>
    public void Shade(double[,] rows)
    {
        plot.Add.Heatmap(rows).Smooth = false;
        plot.Axes.Margins(0, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => plot.Dispose();

    /// <summary>Writes diagrams, one below the other, as one PNG file.</summary>
    /// <param name="diagrams">The diagrams, at least one.</param>
    /// <param name="stream">Where the bytes go.</param>
    public static void WritePng(IReadOnlyList<Diagram> diagrams, Stream stream)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height * diagrams.Count));
        for (var i = 0; i < diagrams.Count; i++)
        {
            // On a page of its own, as what is rendered covers all there was.
            using var page = SKSurface.Create(new SKImageInfo(Width, Height));
            diagrams[i].Finish().Render(page.Canvas, Width, Height);
            surface.Canvas.DrawSurface(page, 0, Height * i);
        }

        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    }

    private Plot Finish()
    {
        if (hasNames)
        {
            plot.ShowLegend(Edge.Right);
        }

        return plot;
    }

    private static string? FindFont()
    {
        const string Folder = "/usr/share/fonts";
        var files = OperatingSystem.IsLinux() && Directory.Exists(Folder)
            ? Directory.GetFiles(Folder, "*.ttf", new EnumerationOptions { RecurseSubdirectories = true })
            : [];
        var file = files.Order(StringComparer.Ordinal).MinBy(path => Path.GetFileName(path) != "DejaVuSans.ttf");
        if (file is null)
        {
            return null;
        }

        var name = Path.GetFileNameWithoutExtension(file);
        Fonts.AddFontFile(name, file, false, false);
        return name;
    }
}
