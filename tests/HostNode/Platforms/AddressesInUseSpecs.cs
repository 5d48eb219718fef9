using System.Net;
using ActorBench.Agents;
using ActorBench.HostNode.Guests;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Tests.Labs;
using ActorBench.Messages.Agents;

namespace ActorBench.HostNode.Tests.Platforms;

public sealed class AddressesInUseSpecs
{
    private const string StrangersMac = "06:11:22:33:44:55";

    [Theory]
    [InlineData("bridge")]
    [InlineData("routed")]
    [InlineData("macvlan")]
    public async Task A_guest_whose_data_address_somebody_answers_for_is_refused_and_starts_once_it_is_free(string platform)
    {
        await using var lab = await Lab();
        var keeper = Keeper(lab, platform);
        var address = lab.Host(1).GuestDataAddress(PlatformDrivers.Of(platform).Number);
        // Beyond the other host's bridge and the switch.
        var place = lab.Host(2).HostNamespace;
        await Stranger(lab, place, HostNetwork.Bridge, $"{address}/16");
        var before = await Network.Everything();

        var refused = await Assert.ThrowsAsync<GuestFailedException>(() => keeper.StartAsync(platform));

        Assert.Equal($"The data address {address} of the {platform} guest is in use: {StrangersMac} answers for it on br0 of {lab.Prefix}-h1; take it off there.", refused.Message);
        Assert.False(refused.Unsupported);
        Assert.Equal(before, await Network.Everything());
        // With its namespace alone it would go a moment later.
        await Network.Ip("-n", place, "link", "del", "xs");
        await keeper.StartAsync(platform);
        await keeper.StopAllAsync();
    }

    [Fact]
    public async Task Its_management_address_counts_as_well()
    {
        await using var lab = await Lab();
        var address = lab.Host(1).GuestManagementAddress(1);
        await Stranger(lab, lab.Host(1).ManagementBridge, HostNetwork.ManagementDevice, $"{address}/20");

        var refused = await Assert.ThrowsAsync<GuestFailedException>(() => Keeper(lab, "bridge").StartAsync("bridge"));

        Assert.StartsWith($"The management address {address} of the bridge guest is in use: {StrangersMac} answers for it on mg0 of ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_the_host_itself_is_in_use_although_nobody_answers_on_the_wire()
    {
        await using var lab = await Lab();
        var address = lab.Host(1).GuestDataAddress(1);
        await Network.Ip("-n", lab.Host(1).HostNamespace, "addr", "add", $"{address}/32", "dev", "lo");

        var refused = await Assert.ThrowsAsync<GuestFailedException>(() => Keeper(lab, "bridge").StartAsync("bridge"));

        Assert.Contains("in use: this machine itself answers for it", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bridge")]
    [InlineData("routed")]
    [InlineData("macvlan")]
    public async Task A_guest_that_a_dead_host_node_left_is_no_stranger(string platform)
    {
        await using var lab = await Lab();
        await using var left = await PlatformDrivers.Of(platform).Start(new GuestOrder(lab.Host(1), ["sleep", "60"], _ => { }), CancellationToken.None);
        var keeper = Keeper(lab, platform);

        await keeper.StartAsync(platform);

        await keeper.StopAllAsync();
    }

    [Fact]
    public void Only_what_says_of_itself_that_it_has_the_address_is_a_holder()
    {
        var address = IPAddress.Parse("192.0.2.7");
        byte[] mac = [6, 0x11, 0x22, 0x33, 0x44, 0x55];
        var probe = AddressProbe.Frame(mac, address);
        Assert.Null(AddressProbe.SenderOf(probe, address));
        var answer = probe.ToArray();
        address.GetAddressBytes().CopyTo(answer, 28);

        Assert.Equal(StrangersMac, AddressProbe.SenderOf(answer, address));
        Assert.Null(AddressProbe.SenderOf(answer, IPAddress.Parse("192.0.2.8")));
        Assert.Null(AddressProbe.SenderOf(answer.AsSpan(0, 41), address));
        answer[13] = 0;
        Assert.Null(AddressProbe.SenderOf(answer, address));
    }

    private static GuestKeeper Keeper(NetnsLab lab, string platform)
    {
        var options = new AgentOptions(AgentRole.Host, "h1", "native", ["127.0.0.1:1"], IPAddress.Loopback, IPAddress.Loopback, null, new Dictionary<string, string>());
        return new GuestKeeper(options, lab.Host(1), ["cat"], [PlatformDrivers.Of(platform)]);
    }

    /// <summary>Of the lab's name, so it goes with it.</summary>
    private static async Task Stranger(NetnsLab lab, string place, string bridge, string address)
    {
        var name = $"{lab.Prefix}-stranger";
        await Network.Ip("netns", "add", name);
        await Network.Ip("-n", place, "link", "add", "xs", "type", "veth", "peer", "name", "eth0", "address", StrangersMac, "netns", name);
        await Network.Ip("-n", place, "link", "set", "xs", "master", bridge, "up");
        await Network.Ip("-n", name, "addr", "add", address, "dev", "eth0");
        await Network.Ip("-n", name, "link", "set", "eth0", "up");
    }

    private static Task<NetnsLab> Lab()
    {
        var reason = NetnsLab.WhyNot();
        Assert.SkipWhen(reason is not null, reason ?? "");
        return NetnsLab.Up(new NetnsLabOptions(2, null, 1500, "none"), CancellationToken.None);
    }
}
