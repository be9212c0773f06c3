namespace RnnGen.Benchmarks;

/// <summary>Measures how fast MIDI files are read, beside the package midi-file of npm if there.</summary>
/// <remarks>
/// Both read the same files from memory and walk over all events, on one thread, and take turns; each figure
/// is the median over the rounds.
/// </remarks>
public sealed class MidiBenchmark
{
    private const double SecondsOfWarmUp = 1;
    private const double SecondsOfRound = 0.15;

    private readonly int rounds;

    /// <param name="rounds">How many turns each engine has.</param>
    public MidiBenchmark(int rounds)
    {
        this.rounds = rounds;
    }

    /// <summary>Gets files like those of simple songs, about 2 kB each, the same every time.</summary>
    public static IReadOnlyList<byte[]> SmallFiles() =>
        [.. Enumerable.Range(0, 500).Select(i => Song((ulong)i, 240))];

    /// <summary>Gets a file of about 1 MB, the same every time.</summary>
    public static IReadOnlyList<byte[]> LargeFile() => [Song(0, 120_000)];

    /// <summary>Measures.</summary>
    /// <param name="work">What the files are, in a few words.</param>
    /// <param name="files">The files; those that not all engines can read are left out.</param>
    /// <exception cref="InvalidDataException">All are left out.</exception>
    public IReadOnlyList<MidiBenchmarkResult> Run(string work, IReadOnlyList<byte[]> files)
    {
        var engines = new List<MidiEngine> { new OwnMidiEngine() };
        using var node = NodeMidiEngine.Start();
        HasPeer = node != null;
        var shared = node == null ? files : [.. files.Where(node.Take)];
        LeftOut += files.Count - shared.Count;
        if (shared.Count == 0)
        {
            throw new InvalidDataException(
                $"Files that all engines can read were expected, but none of {files.Count} is one: give others.");
        }

        shared.ToList().ForEach(file => engines[0].Take(file));
        if (node != null)
        {
            engines.Add(node);
        }

        RequireSameEvents(engines);
        var passes = engines.ConvertAll(WarmUp);
        var seconds = engines.ConvertAll(_ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < engines.Count; i++)
            {
                seconds[i].Add(engines[i].Read(passes[i]).Seconds / passes[i]);
            }
        }

        var bytes = shared.Sum(file => (long)file.Length);
        return [.. engines.Select((engine, i) =>
        {
            var median = seconds[i].Order().ElementAt(rounds / 2);
            return new MidiBenchmarkResult(
                work, engine.Name, shared.Count, bytes, shared.Count / median, bytes / median / 1e6);
        })];
    }

    private static void RequireSameEvents(List<MidiEngine> engines)
    {
        var found = engines.ConvertAll(engine => engine.Read(1));
        foreach (var pass in found)
        {
            var difference = Math.Abs(pass.Ticks - found[0].Ticks);
            if (pass.Events != found[0].Events || difference > 1e-9 * found[0].Ticks)
            {
                throw new InvalidOperationException(
                    $"All engines must find the same events, but found {string.Join(" and ", found)}.");
            }
        }
    }

    /// <summary>Reads until nothing gets faster any more, and gets how many passes make a round.</summary>
    private static int WarmUp(MidiEngine engine)
    {
        var total = 0.0;
        var passes = 1;
        while (total < SecondsOfWarmUp)
        {
            var seconds = engine.Read(passes).Seconds;
            total += seconds;
            passes = (int)Math.Clamp(passes * SecondsOfRound / seconds, 1, 2.0 * passes);
        }

        return passes;
    }

    private static byte[] Song(ulong seed, int notes)
    {
        var random = new Rng(seed);
        var song = new NoteSequence();
        song.Tempo.Set(0, 400_000 + random.Below(300_000));
        for (var i = 0; i < notes; i++)
        {
            var start = i / 2 * 240L;
            var length = 120 * (1 + random.Below(3));
            var track = (ushort)(1 + (i % 2));
            song.Notes.Add(new Note(
                start,
                start + length,
                (byte)(48 + random.Below(36)),
                (byte)(64 + random.Below(32)),
                (byte)track,
                0,
                track));
        }

        song.Sort();
        return song.ToMidi().Write();
    }

    /// <summary>Gets whether the last run had a peer to compare with.</summary>
    public bool HasPeer { get; private set; }

    /// <summary>Gets how many files were left out because the peer cannot read them.</summary>
    public int LeftOut { get; private set; }
}
