namespace ActorBench.HostNode.Platforms;

/// <summary>The guest's link is a port of the host's bridge, as Xen and Docker wire theirs.</summary>
public sealed class BridgePlatform() : NamespacePlatform("bridge", addressOffset: 100)
{
    internal override string Device => "eth0";

    internal override IReadOnlyList<string> ProbeLines =>
        ["link add t0 type veth peer name t1", "link add t2 type bridge", "link set t0 master t2 up"];

    internal override string HostDevice(HostNetwork network) => $"vb{network.HostNumber}";

    // A bridge takes the smallest MTU of its ports: a link with the default one would silently change the whole host's.
    internal override IReadOnlyList<string> HostLines(GuestPlace place)
    {
        var (host, network) = (HostDevice(place.Network), place.Network);
        return
        [
            $"link add {host} mtu {network.Mtu} address {Mac(3, network.HostNumber)} type veth " +
                $"peer name {Device} mtu {network.Mtu} address {Mac(2, network.HostNumber)} netns {place.Name}",
            $"link set {host} master br0 up",
        ];
    }

    internal override IReadOnlyList<string> GuestLines(GuestPlace place) =>
        [$"addr add {place.DataAddress}/{HostNetwork.PrefixLength} dev {Device}", $"link set {Device} up"];
}
