using System.Text;
using NUnit.Framework;

namespace RnnGen.Tools.Tests.PackageRules;

/// <summary>
/// How text is written: UTF-8, LF, no tabs, no blanks at line ends, in files of a size to read.
/// </summary>
public sealed class TextRules
{
    private const int MostLines = 450;
    private const int MostColumns = 120;

    private static readonly string[] TextExtensions =
    [
        ".cs", ".md", ".json", ".asmdef", ".csproj", ".props", ".targets", ".sln", ".sh", ".meta", ".txt",
        ".proto", ".mjs", ".js", ".editorconfig", ".gitattributes", ".gitignore",
    ];

    private static readonly UTF8Encoding Strict = new(false, true);

    private static IEnumerable<string> Texts => PackageTree.Files
        .Where(path => TextExtensions.Contains(Path.GetExtension(path)) || path == ".ci/run");

    private static IEnumerable<string> Scripts => PackageTree.FilesWith(".cs");

    [Test]
    public void Text_is_plain_UTF8()
    {
        foreach (var path in Texts)
        {
            var bytes = File.ReadAllBytes(PackageTree.FullPath(path));
            Assert.That(() => Strict.GetString(bytes), Throws.Nothing, path);
            // Visual Studio wants its mark in a solution.
            var marked = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
            Assert.That(marked, Is.EqualTo(path == "RnnGen.sln"), $"Mark at the start of {path}.");
        }
    }

    [Test]
    public void Lines_end_with_LF_and_neither_blanks_nor_tabs()
    {
        foreach (var path in Texts)
        {
            var text = PackageTree.ReadText(path);
            // A solution is indented with tabs by the tool that writes it.
            var tabs = text.Contains('\t') && !path.EndsWith(".sln", StringComparison.Ordinal);
            Assert.That(text.Contains('\r'), Is.False, $"{path} has a carriage return.");
            Assert.That(tabs, Is.False, $"{path} has a tab.");
            Assert.That(text.Contains(" \n"), Is.False, $"{path} has blanks at line ends.");
            Assert.That(text, Does.EndWith("\n"), $"{path} does not end with a line end.");
        }
    }

    [Test]
    public void A_script_can_be_read_in_one_sitting()
    {
        var tooLong = Scripts.Where(path => File.ReadLines(PackageTree.FullPath(path)).Count() > MostLines);
        Assert.That(tooLong, Is.Empty, $"No script has more than {MostLines} lines.");
    }

    [Test]
    public void A_line_fits_the_page()
    {
        var wide = Scripts.SelectMany(path => File.ReadLines(PackageTree.FullPath(path))
            .Select((line, index) => (Place: $"{path}:{index + 1}", line.Length))
            .Where(line => line.Length > MostColumns)
            .Select(line => line.Place));
        Assert.That(wide, Is.Empty, $"No line has more than {MostColumns} columns.");
    }
}
