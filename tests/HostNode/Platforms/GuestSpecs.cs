using System.Net;
using System.Net.Sockets;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;
using ActorBench.HostNode.Tests.Labs;

namespace ActorBench.HostNode.Tests.Platforms;

public sealed class GuestSpecs(LabFixture fixture) : IClassFixture<LabFixture>
{
    private static readonly NetnsLabOptions OneHost = new(1, null, 1500, "none");

    public static TheoryData<string> Platforms => ["bridge", "routed", "macvlan", "runc", "crun", "podman", "lxc", "nspawn"];

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task Its_command_is_told_its_addresses(string platform)
    {
        await SkipWithout(platform);
        await using var lab = await NetnsLab.Up(OneHost, CancellationToken.None);
        var lines = new List<string>();
        await using var guest = await Driver(platform).Start(
            new GuestOrder(lab.Host(1), ["echo", "{data-address}", "--management={management-address}"], lines.Add), CancellationToken.None);

        Assert.Equal(0, await guest.Exited.Soonest());
        Assert.Equal($"{guest.DataAddress} --management={guest.ManagementAddress}", Assert.Single(lines));
        Assert.NotEqual(guest.DataAddress, guest.ManagementAddress);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task Its_program_runs_in_its_namespace_and_its_death_is_seen(string platform)
    {
        await SkipWithout(platform);
        await using var lab = await NetnsLab.Up(OneHost, CancellationToken.None);
        await using var guest = await Driver(platform).Start(new GuestOrder(lab.Host(1), ["sleep", "60"], _ => { }), CancellationToken.None);
        var program = 0;
        await Soon.Until(() => (program = Sleeping(lab, platform)) > 0, "the program runs inside");

        LinuxCalls.SendSignal(program, LinuxCalls.SigKill);

        var code = await guest.Exited.Soonest();
        // These say in other ways, or not at all, what their guest died of.
        if (platform is not ("lxc" or "nspawn")) Assert.Equal(128 + LinuxCalls.SigKill, code);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task Stopped_it_leaves_the_host_as_it_was_and_can_start_again_at_once(string platform)
    {
        await SkipWithout(platform);
        await using var lab = await NetnsLab.Up(OneHost, CancellationToken.None);
        var before = await Devices(lab);
        for (var i = 0; i < 3; i++)
        {
            var guest = await Driver(platform).Start(new GuestOrder(lab.Host(1), ["cat"], _ => { }), CancellationToken.None);
            Assert.NotEqual(before, await Devices(lab));
            Assert.Equal(platform is "routed" or "macvlan" ? platform : "bridge", guest.Facts["guest.wiring"]);
            await guest.Stop();
            await guest.Stop();
            Assert.Equal(before, await Devices(lab));
        }
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task It_takes_the_place_of_one_that_a_dead_host_node_left(string platform)
    {
        await SkipWithout(platform);
        await using var lab = await NetnsLab.Up(OneHost, CancellationToken.None);
        var order = new GuestOrder(lab.Host(1), ["sleep", "60"], _ => { });
        var left = await Driver(platform).Start(order, CancellationToken.None);
        await Soon.Until(() => Inside(lab, platform).Length > 0, "the first program runs inside");

        await using var guest = await Driver(platform).Start(order, CancellationToken.None);

        Assert.NotEqual(0, await left.Exited.Soonest());
        Assert.False(guest.Exited.IsCompleted);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task A_program_that_cannot_start_leaves_no_place(string platform)
    {
        await SkipWithout(platform);
        await using var lab = await NetnsLab.Up(OneHost, CancellationToken.None);
        var before = await Devices(lab);

        var failure = await Assert.ThrowsAsync<ToolException>(() => Driver(platform).Start(
            new GuestOrder(lab.Host(1), ["/no/such/guest"], _ => { }), CancellationToken.None));

        Assert.Equal("This machine has no /no/such/guest.", failure.Message);
        Assert.Equal(before, await Devices(lab));
    }

    [Theory]
    [InlineData("bridge", "eth0")]
    [InlineData("routed", "venet0")]
    [InlineData("macvlan", "eth0")]
    public async Task Without_its_data_link_it_reaches_no_data_address_by_any_other_way(string platform, string device)
    {
        SkipWithoutLabs();
        await using var lab = await NetnsLab.Up(OneHost with { Hosts = 2 }, CancellationToken.None);
        await using var guest = await Driver(platform).Start(new GuestOrder(lab.Host(1), ["cat"], _ => { }), CancellationToken.None);
        await Network.Ip("-n", $"{lab.Prefix}-h1-{platform}", "link", "set", device, "down");
        using var socket = await Network.Udp($"{lab.Prefix}-h1-{platform}", guest.ManagementAddress);

        var refused = Assert.Throws<SocketException>(() => socket.SendTo("x"u8, new IPEndPoint(lab.Host(2).DataAddress, 9)));

        Assert.Equal(SocketError.NetworkUnreachable, refused.SocketErrorCode);
    }

    [Fact]
    public void Guests_of_one_host_are_up_at_once_with_addresses_of_their_own()
    {
        Assert.SkipWhen(fixture.WhyNot is not null, fixture.WhyNot ?? "");
        string[] platforms = ["native", "bridge", "routed", "macvlan"];
        var addresses = platforms.SelectMany(platform => (IPAddress[])[fixture.End(platform, 1).Address, fixture.End(platform, 2).Address]);
        Assert.Equal(8, addresses.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task A_probe_finds_the_platform_usable_and_leaves_nothing(string platform)
    {
        await SkipWithout(platform);
        var before = await Network.Everything();
        Assert.Null(await Driver(platform).Probe(CancellationToken.None));
        Assert.Equal(before, await Network.Everything());
    }

    [Fact]
    public async Task A_probe_says_what_the_kernel_refuses()
    {
        SkipWithoutLabs();
        var reason = await ScratchNetwork.Refuses("ip", ["link add t0 type veth peer name t1", "link set t9 up"], CancellationToken.None);
        Assert.Equal("The kernel refuses what a lab is made of: `ip link set t9 up` exited 1: Cannot find device \"t9\".", reason);
    }

    [Fact]
    public async Task A_probe_names_the_package_that_is_missing() => Assert.Equal(
        "This machine has no no-such-ip: install the package that brings it.",
        await ScratchNetwork.Refuses("no-such-ip", [], CancellationToken.None));

    private static IPlatformDriver Driver(string platform) => PlatformDrivers.Of(platform);

    /// <returns>0 = it is not there yet; what starts it runs in the namespace before it.</returns>
    private static int Sleeping(NetnsLab lab, string platform) => Inside(lab, platform)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).FirstOrDefault(pid => Soon.Name(pid) == "sleep");

    private static string Inside(NetnsLab lab, string platform) =>
        Network.Ip("netns", "pids", $"{lab.Prefix}-h1-{platform}").GetAwaiter().GetResult();

    private static async Task<string> Devices(NetnsLab lab)
    {
        var host = lab.Host(1);
        return await Names(host.HostNamespace) + await Names(host.ManagementBridge) + await Network.Ip("netns", "list")
            + await Network.Ip("-n", host.HostNamespace, "neigh", "show", "proxy") + await Network.Ip("-n", host.HostNamespace, "route");

        static async Task<string> Names(string name) =>
            string.Join(' ', (await Network.Ip("-n", name, "-br", "link")).Split('\n').Select(line => line.Split([' ', '@'])[0]));
    }

    private static async Task SkipWithout(string platform)
    {
        SkipWithoutLabs();
        var reason = await Driver(platform).Probe(CancellationToken.None);
        Assert.SkipWhen(reason is not null, reason ?? "");
    }

    private static void SkipWithoutLabs()
    {
        var reason = NetnsLab.WhyNot();
        Assert.SkipWhen(reason is not null, reason ?? "");
    }
}
