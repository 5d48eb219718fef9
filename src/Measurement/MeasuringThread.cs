using ActorBench.Measurement.Native;

namespace ActorBench.Measurement;

/// <summary>One thread that does nothing but run trials: it blocks when it has none, and stays on one processor if asked.</summary>
public sealed class MeasuringThread : IDisposable
{
    [ThreadStatic]
    private static int? currentCpu;

    private readonly Queue<Action> _work = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;

    /// <param name="cpu">Processor to stay on, from 0; null leaves the choice to the kernel.</param>
    /// <exception cref="InvalidOperationException">The kernel refuses that processor to this process.</exception>
    public MeasuringThread(string name, int? cpu)
    {
        Cpu = cpu;
        new Thread(Live) { Name = name, IsBackground = true }.Start();
        _ready.Task.GetAwaiter().GetResult();
    }

    public int? Cpu { get; }

    /// <summary>The processor that the calling thread was pinned to by this class, or null.</summary>
    internal static int? CurrentCpu => currentCpu;

    /// <summary>Runs <paramref name="work"/> after everything queued before it. What it throws is the task's failure.</summary>
    public Task<T> Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_work)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _work.Enqueue(() =>
            {
                try
                {
                    done.SetResult(work());
                }
                catch (Exception failure)
                {
                    done.SetException(failure);
                }
            });
            Monitor.Pulse(_work);
        }

        return done.Task;
    }

    /// <summary>Lets the thread end after what is queued; does not wait for it.</summary>
    public void Dispose()
    {
        lock (_work)
        {
            _closed = true;
            Monitor.Pulse(_work);
        }
    }

    private void Live()
    {
        try
        {
            if (Cpu is { } cpu) Pin(cpu);
            currentCpu = Cpu;
            _ready.SetResult();
        }
        catch (Exception refused)
        {
            _ready.SetException(refused);
            return;
        }

        while (Next() is { } work) work();
    }

    // A monitor parks the thread in the kernel at once; the framework's queues spin first, on a machine that is being measured.
    private Action? Next()
    {
        lock (_work)
        {
            while (_work.Count == 0 && !_closed) Monitor.Wait(_work);
            return _work.TryDequeue(out var work) ? work : null;
        }
    }

    /// <summary>Keeps the calling thread on one processor.</summary>
    internal static unsafe void Pin(int cpu)
    {
        const int Processors = 1024;
        var mask = stackalloc ulong[Processors / 64];
        new Span<ulong>(mask, Processors / 64).Clear();
        if (cpu is >= 0 and < Processors)
        {
            mask[cpu / 64] = 1UL << (cpu % 64);
            if (Libc.SetAffinity(thread: 0, Processors / 8, mask) == 0) return;
        }

        throw new InvalidOperationException($"This process may not run on processor {cpu}.");
    }
}
