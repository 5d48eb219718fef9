using System.Runtime.InteropServices;
using ActorBench.Pbm.Client;

namespace ActorBench.Pbm;

/// <summary>Runs what Ctrl-C ends, and turns whatever ends it early into a sentence on stderr and an exit code.</summary>
internal static class Interruptible
{
    public static async Task<int> RunAsync(Func<CancellationToken, Task> run)
    {
        // A second Ctrl-C may come when all has ended, so it is never disposed; without a timer it holds nothing.
        var stop = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        try
        {
            await run(stop.Token).ConfigureAwait(false);
            return 0;
        }
        catch (CommandException e)
        {
            await Console.Error.WriteLineAsync($"pbm: {e.Message}").ConfigureAwait(false);
            return e.ExitCode;
        }
        catch (Exception e) when (stop.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            return ClientExitCode.Interrupted;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"pbm: {e.Message}").ConfigureAwait(false);
            return ClientExitCode.Unreachable;
        }
    }
}
