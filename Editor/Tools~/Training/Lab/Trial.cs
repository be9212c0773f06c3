using System.Diagnostics;

namespace RnnGen.Training;

/// <summary>Represents one run of an experiment: what it is given, and how it tells how far it is.</summary>
/// <param name="seed">Where chance starts.</param>
/// <param name="minutes">How long it may take: see <see cref="IsOver"/>.</param>
/// <param name="cancel">Asks to come to an end, as if time had run out.</param>
public sealed class Trial(ulong seed, double minutes, CancellationToken cancel = default)
{
    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>Tells how it goes.</summary>
    /// <param name="done">The share that is done, in [0, 1].</param>
    /// <param name="note">A few words.</param>
    public void Report(double done, string note) => Progress?.Invoke(done, note);

    /// <summary>Makes a part of this one, for what is left of its time, that starts chance elsewhere.</summary>
    public Trial Part(ulong from) => new(from, Minutes - Elapsed, cancel) { Threads = Threads };

    /// <summary>Gets where chance starts.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>Gets how long it may take, in minutes.</summary>
    public double Minutes { get; } = minutes;

    /// <summary>Gets the minutes that have passed.</summary>
    public double Elapsed => watch.Elapsed.TotalMinutes;

    /// <summary>Gets whether training must end here, so that what was learned can be measured.</summary>
    public bool IsOver => cancel.IsCancellationRequested || Elapsed >= Minutes;

    /// <summary>
    /// Gets or sets whether to be done within a minute: smaller, but still able to tell right from wrong.
    /// </summary>
    public bool IsQuick { get; init; }

    /// <summary>Gets or sets how many threads may work; no figure depends on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Gets or sets the weights that an earlier run kept, or null.</summary>
    public Checkpoint? Weights { get; init; }

    /// <summary>Gets or sets what hears how far the run is, or null.</summary>
    public Action<double, string>? Progress { get; init; }
}
