namespace ActorBench.HostNode.Platforms;

/// <summary>Guests that are a network namespace and nothing more: what a wiring costs by itself.</summary>
internal sealed class BarePlatform(string platform, int number, Wiring wiring) : NamespacePlatform(platform, number, wiring)
{
    public override Task<string?> Probe(CancellationToken ct) => ScratchNetwork.Refuses("ip", Wiring.ProbeLines, ct);

    private protected override Task<IGuest> Run(GuestPlace place, GuestOrder order, CancellationToken ct)
    {
        var child = ChildProcess.Start([.. place.Enter, .. place.Fill(order.Command)], order.Log, order.Environment);
        return Task.FromResult<IGuest>(new ChildGuest(Platform, place.Addresses, place.Facts, child, place.Remove));
    }
}
