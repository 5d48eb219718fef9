using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Labs;

/// <summary>Makes a topology real, in as few processes as the order of things allows.</summary>
/// <param name="wire">Who holds the frames.</param>
internal sealed class LabBuilder(string prefix, LabTopology topology, NetnsLabOptions options, WireMaker wire, Action<string> reached)
{
    public async Task Build(CancellationToken ct)
    {
        Step("namespaces", ct);
        await IpBatch.Run("ip", null, [.. topology.Namespaces.Select(name => $"netns add {name}")], prefix, ct);

        Step("settings", ct);
        await Task.WhenAll(topology.Namespaces.Select(name => NetworkNamespace.Quieten(name, forwards: IsHost(name))));

        Step("links", ct);
        await IpBatch.Run("ip", null, topology.Links(), prefix, ct);

        Step("addresses", ct);
        // Of the lab's links this one alone stands in a namespace with settings of its own.
        NetworkNamespace.TryWrite($"net/ipv6/conf/{topology.OwnersLink}/disable_ipv6", "1");
        await Task.WhenAll(
        [
            IpBatch.Run("ip", null, topology.OwnersLines(), prefix, ct),
            IpBatch.Run("ip", topology.Switch, topology.SwitchLines(bridged: wire != WireMaker.Process), prefix, ct),
            IpBatch.Run("ip", topology.Management, topology.ManagementLines(), prefix, ct),
            .. topology.HostNumbers.Select(host => IpBatch.Run("ip", topology.HostNamespace(host), topology.HostLines(host), prefix, ct)),
        ]);

        Step("wire", ct);
        await Task.WhenAll(
        [
            Offloads.TurnOff(topology.Switch, topology.Ports),
            .. topology.HostNumbers.Select(host => Offloads.TurnOff(topology.HostNamespace(host), ["eth0"], checksums: wire == WireMaker.Process)),
            .. topology.HostNumbers.Select(KeepManagementApart),
        ]);

        Step("shaping", ct);
        if (Wires.Line(wire, options) is { } line) await Shape(line, ct);
        Step("up", ct);
    }

    private Task Shape(Func<string, string> line, CancellationToken ct) => Task.WhenAll(
    [
        IpBatch.Run("tc", topology.Switch, [.. topology.Ports.Select(line)], prefix, ct),
        .. topology.HostNumbers.Select(host => IpBatch.Run("tc", topology.HostNamespace(host), [line("eth0")], prefix, ct)),
    ]);

    // A host forwards for its routed guests, but nothing that comes over the management link.
    private Task KeepManagementApart(int host) => NetworkNamespace.Inside(topology.HostNamespace(host), () =>
    {
        NetworkNamespace.Write("net/ipv4/conf/mg0/forwarding", "0");
        return true;
    });

    private bool IsHost(string name) => name != topology.Switch && name != topology.Management;

    private void Step(string name, CancellationToken ct)
    {
        reached(name);
        ct.ThrowIfCancellationRequested();
    }
}
