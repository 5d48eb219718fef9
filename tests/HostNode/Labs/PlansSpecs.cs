using System.Net;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Labs;

public sealed class PlansSpecs
{
    [Theory]
    [InlineData("shared", 2, "0,1,2,3", "shared", "3 3", "0,1,2")]
    [InlineData("shared", 2, "0", "shared", "0 0", null)]
    [InlineData("apart", 2, "0,1,2,3", "apart", "3 2", "0,1")]
    [InlineData("apart", 2, "0,1", "apart", "1 0", null)]
    [InlineData("apart", 3, "0,1", "apart", "1 0 1", null)]
    [InlineData("apart", 2, "5", "shared", "5 5", null)]
    [InlineData("none", 2, "0,1", "none", " ", null)]
    public void Ends_are_pinned_by_the_policy_as_far_as_the_CPUs_go(
        string asked, int hosts, string allowed, string policy, string measuring, string? others)
    {
        var plan = CpuPlan.Make(asked, hosts, CpuPlan.ParseList(allowed));

        Assert.Equal(policy, plan.Policy);
        Assert.Equal(measuring, string.Join(' ', Enumerable.Range(1, hosts).Select(plan.Measuring)));
        Assert.Equal(others, plan.Others is null ? null : string.Join(',', plan.Others));
    }

    [Fact]
    public void The_kernels_list_of_CPUs_has_ranges() => Assert.Equal([0, 1, 2, 3, 8, 10, 11], CpuPlan.ParseList("\t0-3,8,10-11\n"));

    [Fact]
    public void A_management_network_avoids_every_route_of_the_machine_but_the_default()
    {
        string[] table =
        [
            "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT",
            "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
            "ab1m\t0000D50A\t00000000\t0001\t0\t0\t0\t00F0FFFF\t0\t0\t0", // 10.213.0.0/20
            "vpn\t0723D50A\t00000000\t0001\t0\t0\t0\tFFFFFFFF\t0\t0\t0", // 10.213.35.7/32
        ];

        Assert.Equal(["10.213.16.0", "10.213.48.0"], ManagementNetworks.Free(table).Take(2).Select(network => network.ToString()));
    }

    [Fact]
    public void A_machine_has_room_for_sixteen_labs() => Assert.Equal(16, ManagementNetworks.Free(["header"]).Count());

    [Fact]
    public void A_guest_has_its_platforms_number_and_its_hosts_in_both_networks()
    {
        var network = new HostNetwork("ab7", 49, "ab7-h49", IPAddress.Parse("10.77.0.49"), 1500, "ab7-mg", IPAddress.Parse("10.213.240.49"));
        Assert.Equal("10.77.13.49", $"{network.GuestDataAddress(13)}");
        Assert.Equal("10.213.253.49", $"{network.GuestManagementAddress(13)}");
        Assert.Equal("10.77.0.0/16", network.GuestDataNetwork(1));
        Assert.Equal("ab7-h49-qemu-tcg", network.GuestName("qemu-tcg"));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.GuestDataAddress(16));
    }

    [Fact]
    public void A_machine_that_routes_the_whole_pool_has_no_free_network() => Assert.Empty(ManagementNetworks.Free(
        ["header", "tun0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0"]));

    [Theory]
    [InlineData(10_000_000, 1500, 3200, 1_500_000)]
    [InlineData(100_000_000, 1500, 3200, 1_500_000)]
    [InlineData(1_000_000_000, 1500, 125_000, 15_000_000)]
    [InlineData(100_000_000, 9000, 18_076, 1_500_000)]
    public void The_bucket_holds_two_frames_or_a_millisecond(long rate, int mtu, long burst, long limit)
    {
        var shaping = new Shaping(rate, mtu);
        Assert.Equal((burst, limit), (shaping.BurstBytes, shaping.LimitBytes));
        Assert.Equal(
            $"qdisc add dev eth0 root stab overhead 24 mpu 84 linklayer ethernet tbf rate {rate}bit burst {burst} limit {limit}",
            shaping.Line("eth0"));
    }

    [Fact]
    public void No_device_name_is_longer_than_the_kernel_takes()
    {
        var topology = new LabTopology("ab4194304x99", IPAddress.Parse("10.213.255.0"), new(49, null, 1500, "none"));
        var devices = topology.Links().Where(line => line.StartsWith("link add", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ') is var word && line.Contains("peer name", StringComparison.Ordinal)
                ? new[] { word[2], word[Array.IndexOf(word, "peer") + 2] }
                : [word[2]]);
        Assert.All(devices, device => Assert.InRange(device.Length, 1, 15));
    }

    [Fact]
    public void A_host_network_survives_a_command_line()
    {
        var network = new HostNetwork("ab7", 2, "ab7-h2", IPAddress.Parse("10.77.0.2"), 1500, "ab7-mg", IPAddress.Parse("10.213.0.2"));
        Assert.Equal(network, HostNetwork.Parse(network.ToArgument()));
        var alone = network with { ManagementBridge = "", ManagementAddress = null };
        Assert.Equal(alone, HostNetwork.Parse(alone.ToArgument()));
        Assert.Throws<FormatException>(() => HostNetwork.Parse("ab7,2"));
    }
}
