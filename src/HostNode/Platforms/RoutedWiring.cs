namespace ActorBench.HostNode.Platforms;

/// <summary>A point-to-point link without ARP, a /32 on it, and the host routes to it and answers for it: OpenVZ's venet.</summary>
internal sealed class RoutedWiring : Wiring
{
    public override string Name => "routed";

    public override string Device => "venet0";

    public override IReadOnlyList<string> ProbeLines =>
    [
        "link add t0 type veth peer name t1", "link add t2 type bridge", "link set t0 arp off up", "link set t2 up",
        "neigh add proxy 192.0.2.1 dev t2",
    ];

    public override IReadOnlyList<string> HostLines(GuestPlace place)
    {
        var (host, network) = (place.HostDevice, place.Network);
        // Without ARP a frame goes out with the sender's own MAC as destination: one MAC at both ends makes it arrive.
        var mac = Macs.OfRouted(place.Number, network);
        return
        [
            $"link add {host} mtu {network.Mtu} address {mac} type veth peer name {Device} mtu {network.Mtu} address {mac} netns {place.Name}",
            $"link set {host} arp off up",
            $"route add {place.DataAddress}/32 dev {host}",
            // Else the host thinks for up to 0.8 s before it answers for its guest. Through netlink: the setting has no file in a user namespace.
            $"ntable change name arp_cache dev {place.Network.DataBridge} proxy_delay 0",
            // Of this one address only; proxy_arp would answer for whatever the host can route.
            $"neigh replace proxy {place.DataAddress} dev {place.Network.DataBridge}",
        ];
    }

    public override IReadOnlyList<string> GuestLines(GuestPlace place) =>
    [
        $"link set {Device} arp off up",
        $"addr add {place.DataAddress}/32 dev {Device}",
        $"route add {place.Network.GuestDataNetwork(place.Number)} dev {Device}",
    ];

    public override IReadOnlyList<string> UndoLines(GuestPlace place) =>
        [.. base.UndoLines(place), $"neigh del proxy {place.DataAddress} dev {place.Network.DataBridge}"];
}
