using System.Runtime.InteropServices;

namespace RnnGen.Cli;

/// <summary>
/// Ctrl-C and the system's request to end, as a cancellation. A second one ends the process at once.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration key;
    private readonly PosixSignalRegistration end;

    public Interrupt()
    {
        key = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        end = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    public void Dispose()
    {
        key.Dispose();
        end.Dispose();
        source.Dispose();
    }

    /// <summary>Works with other programs, which Ctrl-C ends as well: what fails then is an interruption.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static T WithOthers<T>(Func<T> work, CancellationToken cancel)
    {
        try
        {
            return work();
        }
        catch (Exception exception)
            when (cancel.IsCancellationRequested && exception is InvalidOperationException or IOException)
        {
            throw new OperationCanceledException("Another program was ended.", exception, cancel);
        }
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }

    public CancellationToken Token => source.Token;
}
