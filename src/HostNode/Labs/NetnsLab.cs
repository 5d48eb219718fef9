using System.Net;
using ActorBench.HostNode.Labs.Wire;
using ActorBench.HostNode.Platforms;
using ActorBench.Messages.Trials;

namespace ActorBench.HostNode.Labs;

/// <summary>Hosts as network namespaces of this machine, joined by a switch. Its owner is this process: with it the lab dies.</summary>
public sealed class NetnsLab : IAsyncDisposable
{
    private readonly LabClaim _claim;
    private readonly LabTopology _topology;
    private readonly CpuPlan _cpus;
    private readonly AwakeProcessors _awake;
    private readonly WireProcess? _wire;
    private int _disposed;

    private NetnsLab(
        LabClaim claim, LabTopology topology, CpuPlan cpus, AwakeProcessors awake, WireProcess? wire, IReadOnlyDictionary<string, string> facts) =>
        (_claim, _topology, _cpus, _awake, _wire, Facts) = (claim, topology, cpus, awake, wire, facts);

    public string Prefix => _claim.Prefix;

    /// <summary>The owner's end of the management network, which every agent reaches.</summary>
    public IPAddress CoordinatorAddress => _topology.OwnersAddress;

    /// <summary>What the lab is, for every trial's record.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>For everything that does not measure; null = no CPU is left over, or no pinning.</summary>
    public IReadOnlyList<int>? OtherCpus => _cpus.Others;

    /// <summary>Completes when a process of the lab ended that it can't do without, with a sentence.</summary>
    public Task<string> Broken => _wire is null ? new TaskCompletionSource<string>().Task : WireEnded(_wire);

    /// <returns>Null = a lab can be brought up here; else one sentence why not.</returns>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux()) return "Network namespaces are Linux's.";
        return Probe().GetAwaiter().GetResult();

        static async Task<string?> Probe()
        {
            var tries = await Task.WhenAll(
                ScratchNetwork.Refuses("ip", new BridgeWiring().ProbeLines, CancellationToken.None),
                ScratchNetwork.Refuses("tc", [new Shaping(100_000_000, 1500).Line("lo")], CancellationToken.None),
                ScratchNetwork.RefusesMounts(CancellationToken.None));
            return tries.FirstOrDefault(reason => reason is not null);
        }
    }

    /// <summary>Removes what dead owners left, then brings a lab up; on failure nothing of it stays.</summary>
    public static Task<NetnsLab> Up(NetnsLabOptions options, CancellationToken ct) => Up(options, _ => { }, ct);

    /// <param name="reached">Told each step before it is done; tests stop there.</param>
    internal static async Task<NetnsLab> Up(NetnsLabOptions options, Action<string> reached, CancellationToken ct)
    {
        options.Check();
        await Leftovers.CleanUp(ct);
        reached("claim");
        ct.ThrowIfCancellationRequested();
        var claim = LabClaim.Take();
        try
        {
            var topology = new LabTopology(claim.Prefix, claim.ManagementNetwork, options);
            var maker = await Wires.MakerFor(options, ct);
            await new LabBuilder(claim.Prefix, topology, options, maker, reached).Build(ct);
            var cpus = CpuPlan.Make(options.CpuPolicy, options.Hosts, CpuPlan.Allowed());
            var wire = maker == WireMaker.Process
                ? await WireProcess.Start(claim.Prefix, Enter(topology.Switch), options, topology.Ports, cpus.Others, ct)
                : null;
            var awake = new AwakeProcessors();
            var facts = new Dictionary<string, string>(LabFacts.Of(options, cpus, maker)) { ["idle_cpus"] = awake.Fact };
            return new NetnsLab(claim, topology, cpus, awake, wire, facts);
        }
        catch
        {
            await Leftovers.Remove(claim);
            throw;
        }
    }

    public HostNetwork Host(int n) => _topology.Host(Checked(n));

    /// <summary>Put before a command it makes that command run on host <paramref name="n"/>; the pid stays the command's own.</summary>
    public IReadOnlyList<string> EnterHost(int n) => Enter(_topology.HostNamespace(Checked(n)));

    /// <summary>What a serialised wire has counted since it came up; null where no process of ours is the wire.</summary>
    public WireReading? ReadWire() => _wire?.Read();

    /// <summary>Null = not pinned.</summary>
    public int? MeasuringCpu(int hostNumber) => _cpus.Measuring(Checked(hostNumber));

    /// <summary>Kills what still runs on the hosts and guests, and removes every name and link.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _awake.Dispose();
        if (_wire is not null) await _wire.DisposeAsync();
        await Leftovers.Remove(_claim);
    }

    private static string[] Enter(string name) => [Tool.Find("nsenter") ?? "nsenter", $"--net={NetworkNamespace.PathOf(name)}", "--"];

    private async Task<string> WireEnded(WireProcess wire)
    {
        var code = await wire.Exited;
        // Its end with the lab is nobody's news.
        return _disposed != 0 ? await new TaskCompletionSource<string>().Task : $"The lab's wire ended with code {code}.";
    }

    private int Checked(int host) => _topology.HostNumbers.Contains(host)
        ? host
        : throw new ArgumentOutOfRangeException(nameof(host), host, $"The lab has hosts 1 to {_topology.HostNumbers.Count}.");
}
