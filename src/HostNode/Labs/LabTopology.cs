using System.Net;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Labs;

/// <summary>The commands that make a lab, as text: hosts with a bridge each, joined by a switch of shaped ports, and a management network beside it.</summary>
/// <remarks>
/// <code>
/// {p}-h1: br0 10.77.0.1 ── eth0 ══ p1 ─┐                     mg0 .1 ── m1 ─┐
///                                      sw0 ({p}-sw), tbf                    mg0 ({p}-mg) ── own ── {p}m .254, the owner's
/// {p}-h2: br0 10.77.0.2 ── eth0 ══ p2 ─┘                     mg0 .2 ── m2 ─┘
/// </code>
/// A namespace for the management bridge lets a host node wire its guests to it by name from inside its own namespace, and
/// leaves a single link in the owner's namespace, which goes with the bridge's.
/// </remarks>
internal sealed class LabTopology(string prefix, IPAddress managementNetwork, NetnsLabOptions options)
{
    private const string Bridge = "type bridge stp_state 0 forward_delay 0 mcast_snooping 0";

    public string Switch => $"{prefix}-sw";

    public string Management => $"{prefix}-mg";

    public string OwnersLink => OwnersLinkOf(prefix);

    public IPAddress OwnersAddress => HostNetwork.WithLastByte(managementNetwork, ManagementNetworks.OwnersLastByte);

    public IReadOnlyList<int> HostNumbers { get; } = [.. Enumerable.Range(1, options.Hosts)];

    public IEnumerable<string> Namespaces => [Switch, Management, .. HostNumbers.Select(HostNamespace)];

    public static string OwnersLinkOf(string prefix) => $"{prefix}m";

    public string HostNamespace(int host) => $"{prefix}-h{host}";

    public HostNetwork Host(int host) => new(
        prefix, host, HostNamespace(host), IPAddress.Parse($"10.77.0.{host}"), options.Mtu, Management,
        HostNetwork.WithLastByte(managementNetwork, host));

    /// <summary>In the owner's namespace: every link of the lab, made where it belongs.</summary>
    public IReadOnlyList<string> Links() =>
    [
        $"link add sw0 netns {Switch} address {Mac(6, 0)} mtu {options.Mtu} {Bridge}",
        $"link add mg0 netns {Management} address {Mac(7, 0)} {Bridge}",
        .. HostNumbers.SelectMany(host => (string[])
        [
            $"link add p{host} netns {Switch} mtu {options.Mtu} address {Mac(5, host)} type veth " +
                $"peer name eth0 mtu {options.Mtu} address {Mac(1, host)} netns {HostNamespace(host)}",
            // Fixed: a bridge takes the lowest MAC of its ports and changes it as guests come and go.
            $"link add br0 netns {HostNamespace(host)} mtu {options.Mtu} address {Mac(0, host)} {Bridge}",
            $"link add m{host} netns {Management} address {Mac(8, host)} type veth " +
                $"peer name mg0 address {Mac(9, host)} netns {HostNamespace(host)}",
        ]),
        $"link add {OwnersLink} type veth peer name own netns {Management}",
    ];

    public IReadOnlyList<string> OwnersLines() =>
        [$"addr add {OwnersAddress}/{HostNetwork.ManagementPrefixLength} dev {OwnersLink}", $"link set {OwnersLink} up"];

    public IReadOnlyList<string> Ports => [.. HostNumbers.Select(host => $"p{host}")];

    /// <param name="bridged">False where a process forwards between the ports.</param>
    public IReadOnlyList<string> SwitchLines(bool bridged) => bridged
        ? ["link set lo up", "link set sw0 up", .. Ports.Select(port => $"link set {port} master sw0 up")]
        : ["link set lo up", .. Ports.Select(port => $"link set {port} up")];

    // Isolated ports talk to the owner's only: no data can pass between hosts beside the shaped wire.
    public IReadOnlyList<string> ManagementLines() =>
    [
        "link set lo up", "link set mg0 up", "link set own master mg0 up",
        .. HostNumbers.SelectMany(host => (string[])[$"link set m{host} master mg0 up", $"link set m{host} type bridge_slave isolated on"]),
    ];

    public IReadOnlyList<string> HostLines(int host) =>
    [
        "link set lo up", "link set eth0 master br0 up",
        $"addr add {Host(host).DataAddress}/{HostNetwork.DataPrefixLength} dev br0", "link set br0 up",
        $"addr add {Host(host).ManagementAddress}/{HostNetwork.ManagementPrefixLength} dev mg0", "link set mg0 up",
    ];

    private static string Mac(int kind, int host) => Macs.Of(kind, host);
}
