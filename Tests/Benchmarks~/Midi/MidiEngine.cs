namespace RnnGen.Benchmarks;

/// <summary>A program that reads MIDI files from memory and adds up the times of all events.</summary>
internal abstract class MidiEngine : IDisposable
{
    /// <summary>Takes a file into memory; tells whether the engine can read it.</summary>
    public abstract bool Take(byte[] file);

    /// <summary>Reads all files that were taken, several times over.</summary>
    public abstract MidiPass Read(int passes);

    public abstract void Dispose();

    public abstract string Name { get; }
}

/// <summary>What reading took, and what was found, to see that engines found the same.</summary>
internal readonly record struct MidiPass(double Seconds, long Events, double Ticks);
