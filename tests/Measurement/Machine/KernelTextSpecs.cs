using ActorBench.Measurement.Machine;

namespace ActorBench.Measurement.Tests.Machine;

/// <summary>Texts as kernels wrote them.</summary>
public sealed class KernelTextSpecs
{
    [Fact]
    public void Receive_queues_are_summed_over_the_processors_and_read_in_hexadecimal()
    {
        // A 6.18 kernel's, with drops put into it.
        var text = """
            00c33087 0000000a 0000000f 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
            20861a76 00000001 0000019a 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000001 00000000 00000000

            """u8;

        Assert.Equal(new SoftnetStat(Dropped: 11, Squeezed: 425), SoftnetStat.Parse(text));
    }

    [Fact]
    public void Protocols_are_found_by_name_whatever_columns_a_kernel_has()
    {
        var text = """
            Ip: Forwarding DefaultTTL InReceives InHdrErrors InAddrErrors ForwDatagrams InUnknownProtos InDiscards InDelivers OutRequests OutDiscards OutNoRoutes ReasmTimeout ReasmReqds ReasmOKs ReasmFails FragOKs FragFails FragCreates OutTransmits
            Ip: 2 64 15763920 0 0 0 0 0 15763920 15704984 372 0 0 0 0 7 0 0 0 15704984
            IcmpMsg: InType3 OutType3
            IcmpMsg: 481 479
            Tcp: RtoAlgorithm RtoMin RtoMax MaxConn ActiveOpens PassiveOpens AttemptFails EstabResets CurrEstab InSegs OutSegs RetransSegs InErrs OutRsts InCsumErrors
            Tcp: 1 200 120000 -1 5909 5339 1154 121 0 9646099 9639742 126 0 1339 0
            Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors
            Udp: 6114155 479 3 6117307 3 0 0 0 0
            UdpLite: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors
            UdpLite: 0 0 9 0 0 0 0 0 0

            """u8;

        Assert.Equal(new SnmpTable(TcpRetransmits: 126, UdpReceiveErrors: 3, ReassemblyFailures: 7), SnmpTable.Parse(text));
    }

    [Fact]
    public void A_kernel_that_lacks_a_protocol_or_a_column_has_no_such_counter()
    {
        Assert.Equal(new SnmpTable(null, null, null), SnmpTable.Parse("Tcp: InSegs OutSegs\nTcp: 1 2\nUdp: InErrors\n"u8));
        Assert.Equal(default, SoftnetStat.Parse("nothing that a kernel writes\n"u8));
    }

    [Theory]
    [InlineData("nr_periods 12\nnr_throttled 5\nthrottled_time 99\n", 5L)] // version 1
    [InlineData("usage_usec 7\nuser_usec 5\nsystem_usec 2\nnr_periods 0\nnr_throttled 0\nthrottled_usec 0\n", 0L)] // version 2
    [InlineData("usage_usec 7\nuser_usec 5\nsystem_usec 2\n", null)] // the root of version 2
    public void Throttled_periods_are_read_from_both_versions_of_cgroups(string text, long? periods) =>
        Assert.Equal(periods, CgroupThrottling.Parse(System.Text.Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("0::/user.slice/session-1.scope", "/sys/fs/cgroup", "/sys/fs/cgroup/user.slice/session-1.scope|/sys/fs/cgroup/user.slice|/sys/fs/cgroup")]
    [InlineData("4:cpu,cpuacct:/docker/f00\n1:memory:/\n0::/x", "/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup/cpu,cpuacct/docker/f00|/sys/fs/cgroup/cpu,cpuacct/docker|/sys/fs/cgroup/cpu,cpuacct")]
    [InlineData("1:cpu:/\n0::/", "/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu")]
    [InlineData("1:memory:/\n0::/a", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/unified/a|/sys/fs/cgroup/unified")]
    [InlineData("1:memory:/", "/sys/fs/cgroup", "")]
    public void A_process_is_throttled_by_its_group_and_by_those_around_it(string memberships, string mount, string folders) =>
        Assert.Equal(folders, string.Join('|', CgroupPaths.Of("cpu", memberships.Split('\n'), path => $"{path}/".StartsWith($"{mount}/", StringComparison.Ordinal) && path.Contains("unified") == mount.Contains("unified"))));

    [Fact]
    public void In_a_container_whose_path_is_the_hosts_the_group_that_can_be_seen_is_taken() =>
        Assert.Equal(["/sys/fs/cgroup"], CgroupPaths.Of("cpu", ["0::/system.slice/docker-f00.scope"], path => path == "/sys/fs/cgroup"));
}
