using System.Diagnostics;
using System.Net.Sockets;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Labs;

public sealed class NetnsLabSpecs(ITestOutputHelper output)
{
    private static readonly NetnsLabOptions Shaped = new(2, 100_000_000, 1500, "shared");

    [Fact]
    public async Task Up_and_down_leaves_the_machine_as_it_was()
    {
        SkipWithoutLabs();
        var before = await Network.Everything();
        await using (await NetnsLab.Up(Shaped, CancellationToken.None)) { } // the first pays for compiling
        var clock = Stopwatch.StartNew();

        var lab = await NetnsLab.Up(Shaped, CancellationToken.None);
        var up = clock.Elapsed;
        Assert.NotEqual(before, await Network.Everything());
        clock.Restart();
        await lab.DisposeAsync();
        await lab.DisposeAsync();

        output.WriteLine($"up {up.TotalMilliseconds:0} ms, down {clock.ElapsedMilliseconds} ms");
        Assert.Equal(before, await Network.Everything());
        Assert.InRange(up, TimeSpan.Zero, TimeSpan.FromSeconds(2)); // 0.15 s on an idle machine
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("namespaces")]
    [InlineData("settings")]
    [InlineData("links")]
    [InlineData("addresses")]
    [InlineData("wire")]
    [InlineData("shaping")]
    [InlineData("up")]
    public async Task Cancelled_at_a_step_it_leaves_nothing(string step)
    {
        SkipWithoutLabs();
        var before = await Network.Everything();
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => NetnsLab.Up(
            Shaped, reached => { if (reached == step) cancel.Cancel(); }, cancel.Token));

        Assert.Equal(before, await Network.Everything());
    }

    [Fact]
    public async Task A_command_that_fails_is_named_with_its_reason_and_leaves_nothing()
    {
        SkipWithoutLabs();
        var before = await Network.Everything();
        var names = Array.Empty<string>();

        var failure = await Assert.ThrowsAsync<ToolException>(() => NetnsLab.Up(
            Shaped,
            reached =>
            {
                if (reached != "links") return;
                names = Directory.GetFileSystemEntries(NetworkNamespace.Folder, "*-sw");
                Network.Ip("-n", Path.GetFileName(names[^1]), "link", "add", "p2", "type", "bridge").GetAwaiter().GetResult();
            },
            CancellationToken.None));

        Assert.Matches("^`ip link add p2 netns .*` exited 1: RTNETLINK answers: File exists\\.$", failure.Message);
        Assert.Equal(before, await Network.Everything());
    }

    [Fact]
    public async Task Two_labs_at_once_do_not_disturb_each_other()
    {
        SkipWithoutLabs();
        var both = await Task.WhenAll(NetnsLab.Up(Shaped, CancellationToken.None), NetnsLab.Up(Shaped, CancellationToken.None));
        await using var one = both[0];
        await using var two = both[1];
        Assert.NotEqual(one.Prefix, two.Prefix);
        Assert.NotEqual(one.CoordinatorAddress, two.CoordinatorAddress);

        await one.DisposeAsync();

        var (client, server) = await Network.Tcp(
            two.Host(1).HostNamespace, two.Host(1).DataAddress, two.Host(2).HostNamespace, two.Host(2).DataAddress);
        using (client)
        using (server)
        {
            client.Send("still here"u8);
            Assert.Equal(10, server.Receive(new byte[16]));
        }
    }

    [Fact]
    public async Task Ports_are_shaped_at_both_ends_and_without_offloads()
    {
        SkipWithoutLabs();
        await using var lab = await NetnsLab.Up(new(3, 1_000_000_000, 9000, "none"), CancellationToken.None);
        foreach (var (name, device) in ((string, string)[])[(lab.Host(3).HostNamespace, "eth0"), ($"{lab.Prefix}-sw", "p3")])
        {
            var shaper = await Tool.Run("tc", ["-n", name, "qdisc", "show", "dev", device], TimeSpan.FromSeconds(5));
            Assert.Contains("tbf", shaper);
            Assert.Contains("rate 1Gbit burst 125000b", shaper);
            Assert.Equal("off", await Offloads.Describe(name, device));
            Assert.Contains("mtu 9000", await Network.Ip("-n", name, "link", "show", "dev", device));
        }

        Assert.Contains("mtu 9000", await Network.Ip("-n", lab.Host(3).HostNamespace, "link", "show", "dev", "br0"));
        Assert.Equal(("netns", "shaped", "1000 Mbit/s", "125000", "9000", "none"), (
            lab.Facts["kind"], lab.Facts["wire"], lab.Facts["rate"], lab.Facts["burst"], lab.Facts["mtu"], lab.Facts["cpus"]));
    }

    [Fact]
    public async Task A_lab_that_is_not_shaped_says_so_and_has_no_shaper()
    {
        SkipWithoutLabs();
        await using var lab = await NetnsLab.Up(new(1, null, 1500, "none"), CancellationToken.None);
        Assert.DoesNotContain("tbf", await Tool.Run("tc", ["-n", lab.Host(1).HostNamespace, "qdisc", "show"], TimeSpan.FromSeconds(5)));
        Assert.Equal("none", lab.Facts["wire"]);
        Assert.False(lab.Facts.ContainsKey("rate"));
    }

    [Fact]
    public async Task No_link_of_a_lab_has_an_address_of_IPv6()
    {
        SkipWithoutLabs();
        await using var lab = await NetnsLab.Up(Shaped, CancellationToken.None);
        foreach (var name in (string[])[lab.Host(1).HostNamespace, $"{lab.Prefix}-sw", $"{lab.Prefix}-mg"])
            Assert.DoesNotContain("inet6", await Network.Ip("-n", name, "addr"));
        Assert.DoesNotContain("inet6", await Network.Ip("addr", "show", "dev", $"{lab.Prefix}m"));
    }

    [Fact]
    public async Task Hosts_reach_the_coordinator_and_not_each_other_over_the_management_network()
    {
        SkipWithoutLabs();
        await using var lab = await NetnsLab.Up(Shaped, CancellationToken.None);
        using var coordinator = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5_000 };
        coordinator.Bind(new System.Net.IPEndPoint(lab.CoordinatorAddress, 0));
        using var one = await Network.Udp(lab.Host(1).HostNamespace, lab.Host(1).ManagementAddress!);
        using var two = await Network.Udp(lab.Host(2).HostNamespace, lab.Host(2).ManagementAddress!);

        two.SendTo("hello"u8, coordinator.LocalEndPoint!);
        Assert.Equal(5, coordinator.Receive(new byte[16]));
        one.SendTo("beside the wire"u8, two.LocalEndPoint!);

        two.ReceiveTimeout = 100;
        Assert.Equal(SocketError.TimedOut, Assert.Throws<SocketException>(() => two.Receive(new byte[16])).SocketErrorCode);
    }

    [Fact]
    public async Task A_command_put_behind_EnterHost_runs_on_that_host()
    {
        SkipWithoutLabs();
        await using var lab = await NetnsLab.Up(Shaped, CancellationToken.None);
        var lines = new List<string>();
        await using var child = ChildProcess.Start([.. lab.EnterHost(2), "ip", "-br", "addr", "show", "br0"], lines.Add);
        Assert.Equal(0, await child.Exited.Soonest());
        Assert.Contains("10.77.0.2/16", Assert.Single(lines));
    }

    [Theory]
    [InlineData(0, 1500, "none", "A lab has 1 to 49 hosts, not 0.")]
    [InlineData(50, 1500, "none", "A lab has 1 to 49 hosts, not 50.")]
    [InlineData(2, 100, "none", "An MTU is 576 to 65535 bytes, not 100.")]
    [InlineData(2, 1500, "both", "The CPU policy is shared, apart or none, not 'both'.")]
    public async Task Options_that_no_lab_can_have_are_refused_in_a_sentence(int hosts, int mtu, string cpus, string sentence)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => NetnsLab.Up(new(hosts, null, mtu, cpus), CancellationToken.None));
        Assert.Equal(sentence, refused.Message);
    }

    private static void SkipWithoutLabs()
    {
        var reason = NetnsLab.WhyNot();
        Assert.SkipWhen(reason is not null, reason ?? "");
    }
}
