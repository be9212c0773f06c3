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

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }

    public CancellationToken Token => source.Token;
}
