namespace ActorBench.HostNode.Platforms;

/// <summary>The guest's link is a port of the host's bridge, as Xen and Docker wire theirs.</summary>
internal sealed class BridgeWiring : Wiring
{
    public override string Name => "bridge";

    public override string Device => "eth0";

    public override IReadOnlyList<string> ProbeLines =>
        ["link add t0 type veth peer name t1", "link add t2 type bridge", "link set t0 master t2 up"];

    // A bridge takes the smallest MTU of its ports: a link with the default one would silently change the whole host's.
    public override IReadOnlyList<string> HostLines(GuestPlace place) =>
    [
        $"link add {place.HostDevice} mtu {place.Network.Mtu} address {Macs.OfHostEnd(place.Number, place.Network)} type veth " +
            $"peer name {Device} mtu {place.Network.Mtu} address {Macs.OfGuest(place.Number, place.Network)} netns {place.Name}",
        $"link set {place.HostDevice} master {place.Network.DataBridge} up",
    ];

    public override IReadOnlyList<string> GuestLines(GuestPlace place) =>
        [$"addr add {place.DataAddress}/{place.Network.GuestDataLength(place.Number)} dev {Device}", $"link set {Device} up"];
}
