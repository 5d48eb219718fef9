using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using ActorBench.Measurement.Native;

namespace ActorBench.Measurement.Exchanges;

/// <summary>Runs the loops of a trial on a thread made for it, which alone can have a descriptor table of its own.</summary>
internal static class LoopThread
{
    /// <summary>As the kernel shows it, in <c>/proc/PID/task/TID/comm</c>.</summary>
    public const string Name = "exchanges";

    // Every signal of a number up to 31 but those that a thread causes itself: ILL, TRAP, ABRT, BUS, FPE and SEGV.
    private const ulong FromOutside = 0x7fff_ffff & ~(1UL << 3 | 1UL << 4 | 1UL << 5 | 1UL << 6 | 1UL << 7 | 1UL << 10);

    /// <summary>Blocks until <paramref name="loops"/> is through; what it throws comes out here.</summary>
    /// <param name="loops">Calls nothing that opens a descriptor for others, or that may start a thread: both would be in the table.</param>
    /// <param name="sockets">All that <paramref name="loops"/> uses, by the numbers that they have here.</param>
    public static T Run<T>(Func<T> loops, params Socket[] sockets)
    {
        var descriptors = Array.ConvertAll(sockets, socket => (int)socket.Handle);
        var cpu = MeasuringThread.CurrentCpu;
        var result = default(T);
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                // The runtime lets new threads run wherever the process may.
                if (cpu is { } one) MeasuringThread.Pin(one);
                // The runtime's handler writes to a pipe, which is not in the table; other threads take the signal instead.
                _ = Libc.Block(FromOutside);
                // Closed before the trial goes on, whatever came of it: the connection ends with its last descriptor.
                using var own = OwnDescriptors.TryTake(descriptors);
                result = loops();
            }
            catch (Exception thrown)
            {
                failure = ExceptionDispatchInfo.Capture(thrown);
            }
        })
        { Name = Name, IsBackground = true };
        thread.UnsafeStart();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
