using System.Net;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Labs;

/// <summary>One shaped lab of two hosts with bare guests on each, for the tests that only use it.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    private readonly List<IGuest> _guests = [];

    public string? WhyNot { get; private set; }

    public NetnsLab Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        WhyNot = NetnsLab.WhyNot();
        if (WhyNot is not null) return;
        Lab = await NetnsLab.Up(new NetnsLabOptions(2, 100_000_000, 1500, "shared"), CancellationToken.None);
        foreach (var host in (int[])[1, 2])
            foreach (var platform in (string[])["bridge", "routed", "macvlan"])
                _guests.Add(await PlatformDrivers.Of(platform).Start(new GuestOrder(Lab.Host(host), ["cat"], _ => { }), CancellationToken.None));
    }

    /// <summary>Namespace and data address of the end of a platform on a host.</summary>
    public (string Name, IPAddress Address) End(string platform, int host) => platform == "native"
        ? (Lab.Host(host).HostNamespace, Lab.Host(host).DataAddress)
        : ($"{Lab.Prefix}-h{host}-{platform}", Guest(platform, host).DataAddress);

    public IGuest Guest(string platform, int host) => _guests.Where(guest => guest.Platform == platform).ElementAt(host - 1);

    public async ValueTask DisposeAsync()
    {
        foreach (var guest in _guests) await guest.Stop();
        if (Lab is not null) await Lab.DisposeAsync();
    }
}
