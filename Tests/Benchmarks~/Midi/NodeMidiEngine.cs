using System.Diagnostics;
using System.Globalization;

namespace RnnGen.Benchmarks;

/// <summary>Reads with the package midi-file of npm, in a process of its own.</summary>
internal sealed class NodeMidiEngine : MidiEngine
{
    private const string Package = "midi-file";

    private readonly Process process;

    private NodeMidiEngine(Process process)
    {
        this.process = process;
    }

    /// <summary>Starts the engine, or gets null where Node.js or the package is missing.</summary>
    public static NodeMidiEngine? Start()
    {
        if (FindPackages() is not { } packages)
        {
            return null;
        }

        using var resource = typeof(NodeMidiEngine).Assembly.GetManifestResourceStream("midi-file.js")!;
        using var script = new StreamReader(resource);
        var start = new ProcessStartInfo("node", ["-e", script.ReadToEnd()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_PATH"] = packages;
        try
        {
            return new NodeMidiEngine(Process.Start(start)!);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public override bool Take(byte[] file) => Ask("take " + Convert.ToBase64String(file)) == "yes";

    public override MidiPass Read(int passes)
    {
        var words = Ask($"read {passes}").Split(' ');
        return new MidiPass(
            double.Parse(words[0], CultureInfo.InvariantCulture),
            long.Parse(words[1], CultureInfo.InvariantCulture),
            double.Parse(words[2], CultureInfo.InvariantCulture));
    }

    public override void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private string Ask(string question)
    {
        process.StandardInput.WriteLine(question);
        return process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("Node.js stopped in the middle of the benchmark.");
    }

    /// <summary>Finds the packages that the tests install, above the folder of this program.</summary>
    private static string? FindPackages()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            var packages = Path.Combine(folder.FullName, "Tests", "Tools~", "node", "node_modules");
            if (Directory.Exists(Path.Combine(packages, Package)))
            {
                return packages;
            }
        }

        return null;
    }

    public override string Name => Package;
}
