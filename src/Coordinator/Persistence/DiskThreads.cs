using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ActorBench.Coordinator.Persistence;

/// <summary>Threads that may wait for a disk; whoever awaits this goes on on one of them. They are there as long as the process.</summary>
internal sealed class DiskThreads
{
    private readonly BlockingCollection<Action> _waiting = [];

    public DiskThreads(int count)
    {
        for (var i = 1; i <= count; i++) new Thread(Run) { IsBackground = true, Name = $"disk {i}" }.Start();
    }

    public Awaiter GetAwaiter() => new(_waiting);

    private void Run()
    {
        foreach (var goOn in _waiting.GetConsumingEnumerable()) goOn();
    }

    internal readonly struct Awaiter(BlockingCollection<Action> waiting) : INotifyCompletion
    {
        /// <summary>Never, also for one of these threads: whoever called shall not wait for the disk.</summary>
        public bool IsCompleted => false;

        public void OnCompleted(Action continuation) => waiting.Add(continuation);

        public void GetResult()
        {
            // Nothing but the thread was waited for.
        }
    }
}
