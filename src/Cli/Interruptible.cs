using System.Runtime.InteropServices;

namespace ActorBench.Cli;

/// <summary>Runs what only looks on: Ctrl-C ends the looking.</summary>
internal static class Interruptible
{
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> run)
    {
        // A second Ctrl-C may come when all has ended, so it is never disposed; without a timer it holds nothing.
        var stop = new CancellationTokenSource();
        using var interrupt = On(PosixSignal.SIGINT, stop);
        using var terminate = On(PosixSignal.SIGTERM, stop);
        return await run(stop.Token).ConfigureAwait(false);
    }

    private static PosixSignalRegistration On(PosixSignal signal, CancellationTokenSource stop) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stop.Cancel();
    });
}
