using System.Diagnostics;

namespace RnnGen.Benchmarks;

/// <summary>Reads with this library.</summary>
internal sealed class OwnMidiEngine : MidiEngine
{
    private readonly List<byte[]> files = [];

    public override bool Take(byte[] file)
    {
        files.Add(file);
        return true;
    }

    public override MidiPass Read(int passes)
    {
        var events = 0L;
        var ticks = 0.0;
        var start = Stopwatch.GetTimestamp();
        for (var pass = 0; pass < passes; pass++)
        {
            foreach (var file in files)
            {
                foreach (var track in MidiFile.Read(file).Tracks)
                {
                    foreach (var e in track)
                    {
                        ticks += e.Tick;
                        events++;
                    }
                }
            }
        }

        return new MidiPass(Stopwatch.GetElapsedTime(start).TotalSeconds, events, ticks);
    }

    public override void Dispose()
    {
    }

    public override string Name => "rnngen";
}
