namespace RnnGen.Training;

/// <summary>
/// Represents a few threads that share out numbered tasks: which thread does which is fixed, and a run
/// allocates nothing. The caller is one of them.
/// </summary>
/// <remarks>Runs must come one after the other, not from several threads at once.</remarks>
internal sealed class Crew : IDisposable
{
    private readonly SemaphoreSlim[] begin;
    private readonly SemaphoreSlim done = new(0);
    private Action<int>? task;
    private int count;
    private Exception? failure;
    private bool isDisposed;

    /// <param name="threads">The number of threads, the caller included.</param>
    public Crew(int threads)
    {
        begin = new SemaphoreSlim[threads];
        for (var number = 1; number < threads; number++)
        {
            begin[number] = new SemaphoreSlim(0);
            var own = number;
            new Thread(() => Work(own)) { IsBackground = true }.Start();
        }
    }

    /// <summary>Does tasks 0 to count - 1, and waits for all.</summary>
    /// <exception cref="AggregateException">A task failed: the first to do so is the cause.</exception>
    /// <exception cref="ObjectDisposedException">The threads have ended.</exception>
    public void Run(int count, Action<int> task)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        this.task = task;
        this.count = count;
        failure = null;
        for (var number = 1; number < begin.Length; number++)
        {
            begin[number].Release();
        }

        Share(0);
        for (var number = 1; number < begin.Length; number++)
        {
            done.Wait();
        }

        if (failure is not null)
        {
            throw new AggregateException(failure);
        }
    }

    /// <summary>Ends the threads; not while a run goes on.</summary>
    public void Dispose()
    {
        isDisposed = true;
        task = null;
        for (var number = 1; number < begin.Length; number++)
        {
            begin[number].Release();
        }
    }

    private void Work(int number)
    {
        while (true)
        {
            begin[number].Wait();
            if (task is null)
            {
                return;
            }

            Share(number);
            done.Release();
        }
    }

    private void Share(int number)
    {
        try
        {
            for (var i = number; i < count; i += begin.Length)
            {
                task!(i);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
        }
    }
}
