namespace ActorBench.HostNode.Platforms;

/// <summary>A second MAC on the host's bridge, without a link of its own to it. The guest and its own host can't see each other.</summary>
internal sealed class MacvlanWiring : Wiring
{
    public override string Name => "macvlan";

    public override string Device => "eth0";

    public override IReadOnlyList<string> ProbeLines => ["link add t0 type bridge", "link add t1 link t0 type macvlan mode bridge"];

    // On the bridge, not on its port: a port of a bridge takes no other master.
    public override IReadOnlyList<string> HostLines(GuestPlace place) =>
    [
        $"link add {Device} link {place.Network.DataBridge} netns {place.Name} mtu {place.Network.Mtu} " +
            $"address {Macs.OfGuest(place.Number, place.Network)} type macvlan mode bridge",
    ];

    public override IReadOnlyList<string> GuestLines(GuestPlace place) =>
        [$"addr add {place.DataAddress}/{place.Network.GuestDataLength(place.Number)} dev {Device}", $"link set {Device} up"];

    // The host has no end of it: it goes with the guest's.
    public override IReadOnlyList<string> UndoLines(GuestPlace place) => [];
}
