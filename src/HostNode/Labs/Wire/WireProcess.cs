using System.Diagnostics;
using System.Globalization;
using ActorBench.HostNode.Platforms;
using ActorBench.Messages.Trials;

namespace ActorBench.HostNode.Labs.Wire;

/// <summary>A lab's switch as a process in the switch's namespace, and its counters.</summary>
internal sealed class WireProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(2);

    private readonly ChildProcess _process;
    private readonly WireCounters _counters;
    private readonly Lock _gate = new();
    private bool _closed;

    private WireProcess(ChildProcess process, WireCounters counters) => (_process, _counters) = (process, counters);

    /// <summary>Completes with the exit code; a wire that ends before its lab is the lab's end.</summary>
    public Task<int> Exited => _process.Exited;

    public static string CountersPath(string prefix) => $"{LabClaim.Folder}/{prefix}.wire";

    /// <param name="enter">Words that lead into the switch's namespace.</param>
    /// <exception cref="ToolException">It did not open its ports.</exception>
    public static async Task<WireProcess> Start(
        string prefix, IReadOnlyList<string> enter, NetnsLabOptions options, IReadOnlyList<string> ports, IReadOnlyList<int>? cpus, CancellationToken ct)
    {
        var counters = WireCounters.Make(CountersPath(prefix));
        var lastLine = "it said nothing.";
        var process = ChildProcess.Start(
            [
                .. enter,
                .. cpus is null ? (string[])[] : [Tool.Find("taskset") ?? "taskset", "--cpu-list", string.Join(',', cpus)],
                .. options.WireProgram!,
                "--rate", options.RateBitsPerSecond!.Value.ToString(CultureInfo.InvariantCulture),
                "--mtu", options.Mtu.ToString(CultureInfo.InvariantCulture),
                "--counters", CountersPath(prefix),
                .. ports,
            ],
            line => lastLine = line,
            // Nothing may be compiled again, and no collector may run, while a frame is due.
            new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcConcurrent"] = "0", ["DOTNET_TieredCompilation"] = "0" });
        var wire = new WireProcess(process, counters);
        try
        {
            var clock = Stopwatch.StartNew();
            while (!counters.IsReady)
            {
                if (process.Exited.IsCompleted) throw new ToolException($"The wire's process ended with code {await process.Exited}: {lastLine}", await process.Exited);
                if (clock.Elapsed > StartBound) throw new ToolException($"The wire's process did not open its ports within {StartBound.TotalSeconds} s: {lastLine}", null);
                await Task.Delay(5, ct);
            }

            return wire;
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <returns>Null once it is closed.</returns>
    public WireReading? Read()
    {
        lock (_gate) return _closed ? null : _counters.Read();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.Stop(StopGrace);
        await _process.DisposeAsync();
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
            _counters.Dispose();
        }
    }
}
