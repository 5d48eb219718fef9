using System.Diagnostics;
using ActorBench.Agents;
using ActorBench.Campaigns.State;
using ActorBench.HostNode.Platforms;

namespace ActorBench.Cli.Labs;

/// <summary>Keeps one host node up: starts it again when it ends, unless it was refused or will not stay up.</summary>
internal sealed class HostNodeKeeper(string host, IReadOnlyList<string> command)
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    /// <summary>A node that ends so soon may never have come up.</summary>
    public TimeSpan Quick { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Quick ends in a row; more than a trial has before it is quarantined, for a trial may be what ends the node.</summary>
    public int MostQuickEnds { get; init; } = PairMachine.PoisonLosses + 2;

    private volatile string _lastLine = "it said nothing.";
    private volatile bool _silent;

    /// <summary>Returns when <paramref name="ending"/> has been asked for and the node has ended, or when it can't be kept.</summary>
    /// <returns>Why it can't be kept, else null.</returns>
    public async Task<LabFailure?> RunAsync(CancellationToken ending)
    {
        // What agents say while they are being ended is about their end and of no use to anyone.
        using var silence = ending.Register(() => _silent = true);
        for (var quickEnds = 0; !ending.IsCancellationRequested;)
        {
            var started = Stopwatch.GetTimestamp();
            await using var node = ChildProcess.Start(command, Log, NodePrograms.Quiet);
            await Task.WhenAny(node.Exited, Task.Delay(Timeout.Infinite, ending)).ConfigureAwait(false);
            if (ending.IsCancellationRequested)
            {
                await node.Stop(StopGrace).ConfigureAwait(false);
                break;
            }

            var code = await node.Exited.ConfigureAwait(false);
            if (code == AgentProgram.RefusedCode) return new(ExitCode.Refused, $"The host node of {host} was refused: {_lastLine}");
            quickEnds = Stopwatch.GetElapsedTime(started) < Quick ? quickEnds + 1 : 0;
            if (quickEnds == MostQuickEnds)
                return new(ExitCode.Internal, $"The host node of {host} ended {quickEnds} times in a row within {Quick.TotalSeconds} s of its start, the last time with code {code}: {_lastLine}");
            await Console.Error.WriteLineAsync($"actorbench: the host node of {host} ended with code {code}; starting it again.").ConfigureAwait(false);
            await Task.WhenAny(Task.Delay(RestartPause, ending)).ConfigureAwait(false);
        }

        return null;
    }

    private void Log(string line)
    {
        if (_silent) return;
        _lastLine = line;
        Console.Error.WriteLine($"{host}: {line}");
    }
}
