namespace RnnGen.Benchmarks;

/// <summary>How fast one engine read MIDI files.</summary>
/// <param name="Work">What was read: "small files", "a large file" or "given files".</param>
/// <param name="Engine">Who did it: "rnngen" or "midi-file", the package of npm.</param>
/// <param name="Files">The number of files.</param>
/// <param name="Bytes">Their bytes together.</param>
/// <param name="FilesPerSecond">Files read in a second, the median over all rounds.</param>
/// <param name="MbPerSecond">Millions of bytes read in a second, the median over all rounds.</param>
public sealed record MidiBenchmarkResult(
    string Work, string Engine, int Files, long Bytes, double FilesPerSecond, double MbPerSecond);
