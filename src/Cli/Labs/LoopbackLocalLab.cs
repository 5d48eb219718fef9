using System.Globalization;
using System.Net;
using ActorBench.Agents;
using ActorBench.Campaigns.Plans;
using ActorBench.HostNode.Guests;
using ActorBench.HostNode.Labs.Standing;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Trials;

namespace ActorBench.Cli.Labs;

/// <summary>Hosts as actor systems of this process on 127.0.0.1, with real remoting between them; platform native only.</summary>
internal sealed class LoopbackLocalLab(LabSpec spec) : ILocalLab
{
    private readonly List<AgentSystem> _hosts = [];

    public IReadOnlyDictionary<string, string> Facts { get; } = new Dictionary<string, string>
    {
        ["kind"] = "loopback",
        ["wire"] = "none",
        ["cpus"] = "none",
        ["hosts"] = spec.Hosts.ToString(CultureInfo.InvariantCulture),
    };

    public IPAddress CoordinatorAddress => IPAddress.Loopback;

    public IReadOnlyList<LabHost> Hosts { get; } =
        [.. Enumerable.Range(1, spec.Hosts).Select(host => new LabHost(string.Create(CultureInfo.InvariantCulture, $"h{host}"), "this process", "127.0.0.1", "127.0.0.1"))];

    public TimeSpan HostsBound { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Its hosts are part of this process and live as long.</summary>
    public Task<LabFailure> Failed { get; } = new TaskCompletionSource<LabFailure>().Task;

    public WireReading? ReadWire() => null;

    public void StartHosts(string coordinator)
    {
        for (var host = 1; host <= spec.Hosts; host++)
        {
            var options = new AgentOptions(
                AgentRole.Host, $"h{host}", "native", [coordinator], IPAddress.Loopback, IPAddress.Loopback, null, new Dictionary<string, string>());
            _hosts.Add(AgentSystem.Start(options, GuestsActor.Props(options, network: null, guestProgram: [])));
        }
    }

    public async Task StopHostsAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync().ConfigureAwait(false);
        _hosts.Clear();
    }

    public async ValueTask DisposeAsync() => await StopHostsAsync().ConfigureAwait(false);
}
