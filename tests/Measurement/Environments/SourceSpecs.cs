using System.Net;
using ActorBench.Measurement.Environments;

namespace ActorBench.Measurement.Tests.Environments;

public sealed class SourceSpecs : IDisposable
{
    private readonly FakeMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void A_machine_without_any_of_it_has_no_facts_and_no_error()
    {
        foreach (var source in (IEnvironmentSource[])[new CpuSource(), new PowerSource(), new MitigationSource(), new MemorySource(), new ClockSource(), new CgroupSource()])
            Assert.Empty(_machine.FactsOf(source));
    }

    [Fact]
    public void Processors_are_described_once_and_counted_by_their_topology()
    {
        _machine
            .With("/proc/cpuinfo", "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Xeon  X5\nmicrocode\t: 0x1\nflags\t\t: fpu sse avx2\nbugs\t\t: spectre_v1\n\nprocessor\t: 1\nvendor_id\t: GenuineIntel\nmodel name\t: Xeon X5\nflags\t\t: fpu sse avx2\n")
            .With("/sys/devices/system/cpu/online", "0-3")
            .With("/sys/devices/system/cpu/cpu0/cache/index0/level", "1")
            .With("/sys/devices/system/cpu/cpu0/cache/index0/type", "Data")
            .With("/sys/devices/system/cpu/cpu0/cache/index0/size", "32K")
            .With("/sys/devices/system/cpu/cpufreq/policy0/scaling_governor", "powersave");
        for (var cpu = 0; cpu < 4; cpu++)
        {
            _machine.With($"/sys/devices/system/cpu/cpu{cpu}/topology/physical_package_id", "0")
                .With($"/sys/devices/system/cpu/cpu{cpu}/topology/core_id", $"{cpu / 2}")
                .With($"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list", cpu < 2 ? "0-1" : "2-3");
        }

        var facts = _machine.FactsOf(new CpuSource());

        Assert.Equal("Xeon X5", facts["cpu.model"]);
        Assert.Equal("avx2 fpu sse", facts["cpu.flags"]);
        Assert.Equal(("1", "2", "0-1 2-3", "0-3", "32K"), (facts["cpu.packages"], facts["cpu.cores"], facts["cpu.siblings"], facts["cpu.online"], facts["cpu.cache.l1_data"]));
        Assert.Equal("powersave", _machine.FactsOf(new PowerSource())["cpu.frequency.governor"]);
    }

    [Fact]
    public void Governors_that_differ_between_processors_are_all_named()
    {
        _machine.With("/sys/devices/system/cpu/cpufreq/policy0/scaling_governor", "powersave")
            .With("/sys/devices/system/cpu/cpufreq/policy1/scaling_governor", "performance")
            .With("/sys/devices/system/cpu/cpufreq/policy2/scaling_governor", "powersave");

        Assert.Equal("performance powersave", _machine.FactsOf(new PowerSource())["cpu.frequency.governor"]);
    }

    [Fact]
    public void What_the_boot_loader_gave_to_the_first_process_is_not_the_kernels()
    {
        _machine.With("/proc/cmdline", "mitigations=auto quiet -- --token secret").With("/etc/os-release", "NAME=\"X\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"");

        var facts = _machine.FactsOf(new KernelSource());
        Assert.Equal("mitigations=auto quiet", facts["kernel.command_line"]);
        Assert.Equal("Debian GNU/Linux 12 (bookworm)", facts["distribution"]);
    }

    [Fact]
    public void Settings_of_the_network_are_taken_without_keys_and_without_what_is_not_about_it()
    {
        _machine.With("/proc/sys/net/core/rmem_max", "212992").With("/proc/sys/net/core/netdev_rss_key", "de:ad")
            .With("/proc/sys/net/ipv4/tcp_rmem", "4096\t131072\t6291456").With("/proc/sys/net/ipv4/tcp_fastopen_key", "5ec-2e7")
            .With("/proc/sys/net/ipv4/udp_mem", "1 2 3").With("/proc/sys/net/ipv4/ip_forward", "1").With("/proc/sys/net/ipv4/igmp_qrv", "2")
            .With("/proc/sys/net/ipv4/conf/all/rp_filter", "0").With("/proc/sys/net/ipv4/conf/lo/rp_filter", "2");

        var facts = _machine.FactsOf(new NetworkSettingSource(IPAddress.Loopback));

        Assert.Equal("4096 131072 6291456", facts["net.ipv4.tcp_rmem"]);
        Assert.Equal(("212992", "1 2 3", "1", "0", "2"), (facts["net.core.rmem_max"], facts["net.ipv4.udp_mem"], facts["net.ipv4.ip_forward"], facts["net.ipv4.conf.all.rp_filter"], facts["net.ipv4.conf.data.rp_filter"]));
        Assert.DoesNotContain(facts, fact => fact.Key.EndsWith("_key", StringComparison.Ordinal) || fact.Key.Contains("igmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Limits_of_control_groups_are_taken_from_the_inside_out_without_their_names()
    {
        _machine.With("/proc/self/cgroup", "0::/outer/inner")
            .With("/sys/fs/cgroup/outer/inner/cpu.max", "max 100000").With("/sys/fs/cgroup/outer/cpu.max", "50000 100000").With("/sys/fs/cgroup/outer/memory.max", "1073741824");

        var facts = _machine.FactsOf(new CgroupSource());

        Assert.Equal("max 100000 < 50000 100000", facts["cgroup.cpu.max"]);
        Assert.Equal("1073741824", facts["cgroup.memory.max"]);
        Assert.DoesNotContain(facts, fact => fact.Value.Contains("inner", StringComparison.Ordinal));
    }

    [Fact]
    public void A_container_and_a_guest_of_OpenVZ_are_known_by_their_files()
    {
        _machine.With("/.dockerenv", "").With("/proc/vz/version", "").With("/sys/class/dmi/id/product_name", "Standard PC").With("/sys/class/dmi/id/product_serial", "4711");

        var facts = _machine.FactsOf(new HypervisorSource());

        Assert.Equal(("docker", "guest", "Standard PC"), (facts["hypervisor.container"], facts["hypervisor.openvz"], facts["machine.product_name"]));
        Assert.DoesNotContain(facts, fact => fact.Value == "4711");
    }
}
