using ActorBench.EndToEnd.Tests.Netns;
using ActorBench.HostNode.Labs;

namespace ActorBench.Cluster.Tests;

/// <summary>Machines on one switch, which are network namespaces: messages and exchanges share each machine's only link. The database stands at the switch.</summary>
internal sealed class SwitchedMachines : Machines, IAsyncDisposable
{
    public const string Switch = $"{Net}.254";
    private const string Net = "10.99.77";

    private readonly string _prefix = $"abm{Environment.ProcessId}";
    private readonly bool _apart;

    private SwitchedMachines(int hosts, bool apart) => (Agents, _apart) = ([.. Enumerable.Range(1, hosts).Select(i => $"h{i}")], apart);

    public override IReadOnlyList<string> Agents { get; }

    public override IReadOnlyList<string> Flags { get; } = ["--insecure"];

    /// <param name="apart">Each host has a machine of its own; else they stand with the coordinators, on the first machine, the second, the first …</param>
    /// <param name="rate">Of each link both ways, as tc writes it; null for what the kernel gives.</param>
    public static async Task<SwitchedMachines> UpAsync(int hosts, bool apart, string? rate = null)
    {
        Assert.SkipWhen(!Environment.IsPrivilegedProcess, "Network namespaces that this process does not live in take root.");
        Assert.SkipWhen(NetnsLab.WhyNot() is not null, NetnsLab.WhyNot() ?? "");
        await Iptables.Needed();
        var machines = new SwitchedMachines(hosts, apart);
        try
        {
            await machines.MakeAsync(rate);
            return machines;
        }
        catch
        {
            await machines.DisposeAsync();
            throw;
        }
    }

    public override string Coordinator(int index) => $"{Net}.{index + 1}";

    public override string CommandAddress(int index) => Coordinator(index);

    public override string Agent(string name) => $"{Net}.1{name[1]}";

    public override IReadOnlyList<string> OfCoordinator(int index) => ["ip", "netns", "exec", Name(index)];

    public override IReadOnlyList<string> OfAgent(string name) => OfCoordinator(MachineOf(name));

    private int Count => Coordinators.Count + (_apart ? Agents.Count : 0);

    /// <summary>The coordinator hears no other any more, nor do they hear it; agents and the database it does.</summary>
    public Task CutOffAsync(int index) => RulesAsync(index, "-A");

    public Task JoinAgainAsync(int index) => RulesAsync(index, "-D");

    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < Count; i++) await Tools.TryAsync("ip", "netns", "del", Name(i));
        await Tools.TryAsync("ip", "link", "del", _prefix);
    }

    private async Task MakeAsync(string? rate)
    {
        await Tools.RunAsync("ip", "link", "add", _prefix, "type", "bridge");
        await Tools.RunAsync("ip", "addr", "add", $"{Switch}/24", "dev", _prefix);
        await Tools.RunAsync("ip", "link", "set", _prefix, "up");
        for (var i = 0; i < Count; i++)
        {
            var port = $"{_prefix}v{i}";
            await Tools.RunAsync("ip", "netns", "add", Name(i));
            await Tools.RunAsync("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", Name(i));
            await Tools.RunAsync("ip", "link", "set", port, "master", _prefix, "up");
            string[] addresses = [.. i < Coordinators.Count ? (string[])[Coordinator(i)] : [], .. Agents.Where(agent => MachineOf(agent) == i).Select(Agent)];
            foreach (var address in addresses) await Tools.RunAsync("ip", "-n", Name(i), "addr", "add", $"{address}/24", "dev", "eth0");
            foreach (var link in (string[])["lo", "eth0"]) await Tools.RunAsync("ip", "-n", Name(i), "link", "set", link, "up");
            if (rate is null) continue;
            string[] shape = ["root", "tbf", "rate", rate, "burst", "3200", "latency", "50ms"];
            await Tools.RunAsync("tc", ["qdisc", "add", "dev", port, .. shape]);
            await Tools.RunAsync("tc", ["-n", Name(i), "qdisc", "add", "dev", "eth0", .. shape]);
        }
    }

    private async Task RulesAsync(int index, string order)
    {
        foreach (var other in Enumerable.Range(0, Coordinators.Count).Where(i => i != index))
        {
            Assert.Equal("", await Iptables.Add(Name(index), [order, "INPUT", "-s", Coordinator(other), "-j", "DROP"]));
            Assert.Equal("", await Iptables.Add(Name(index), [order, "OUTPUT", "-d", Coordinator(other), "-j", "DROP"]));
        }
    }

    private int MachineOf(string host) => _apart ? Coordinators.Count + host[1] - '1' : (host[1] - '1') % 2;

    private string Name(int index) => $"{_prefix}-m{index}";
}
