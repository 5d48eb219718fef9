using ActorBench.HostNode.Doctor;
using ActorBench.HostNode.Doctor.Checks;

namespace ActorBench.HostNode.Tests.Doctor;

public sealed class CheckSpecs
{
    private const string Cpu = "/sys/devices/system/cpu";
    private const string Ipv4 = "/proc/sys/net/ipv4";

    /// <summary>Check, file and text, severity, and a word of what is said.</summary>
    public static TheoryData<string, string, string, Severity, string> Cases => new()
    {
        { "governor", $"{Cpu}/cpufreq/policy0/scaling_governor", "powersave", Severity.Warning, "powersave" },
        { "governor", $"{Cpu}/cpufreq/policy0/scaling_governor", "performance", Severity.Ok, "performance" },
        { "turbo", $"{Cpu}/cpufreq/boost", "1", Severity.Warning, "on" },
        { "turbo", $"{Cpu}/cpufreq/boost", "0", Severity.Ok, "off" },
        { "turbo", $"{Cpu}/intel_pstate/no_turbo", "0", Severity.Warning, "on" },
        { "turbo", $"{Cpu}/intel_pstate/no_turbo", "1", Severity.Ok, "off" },
        { "smt", $"{Cpu}/smt/active", "1", Severity.Warning, "share a core" },
        { "smt", $"{Cpu}/smt/active", "0", Severity.Ok, "no two" },
        { "load", "/proc/loadavg", "1.50 0.1 0.1 1/99 7", Severity.Warning, "1.50" },
        { "load", "/proc/loadavg", "0.50 9.9 9.9 1/99 7", Severity.Ok, "0.50" },
        { "swap", "/proc/meminfo", "SwapTotal:  2048 kB\nSwapFree:  1024 kB", Severity.Warning, "1 MiB" },
        { "swap", "/proc/meminfo", "SwapTotal:  2048 kB\nSwapFree:  2048 kB", Severity.Ok, "empty" },
        { "memory", "/proc/meminfo", "MemAvailable:  204800 kB", Severity.Blocking, "200 MiB" },
        { "memory", "/proc/meminfo", "MemAvailable:  819200 kB", Severity.Warning, "800 MiB" },
        { "memory", "/proc/meminfo", "MemAvailable:  8192000 kB", Severity.Ok, "8000 MiB" },
        { "clocksource", "/sys/devices/system/clocksource/clocksource0/current_clocksource", "acpi_pm", Severity.Warning, "acpi_pm" },
        { "clocksource", "/sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc", Severity.Ok, "tsc" },
        { "aslr", "/proc/sys/kernel/randomize_va_space", "0", Severity.Warning, "not random" },
        { "aslr", "/proc/sys/kernel/randomize_va_space", "2", Severity.Ok, "random" },
        { "irqbalance", "/proc/4711/comm", "irqbalance", Severity.Warning, "irqbalance" },
        { "irqbalance", "/proc/4711/comm", "bash", Severity.Ok, "nothing" },
        { "congestion-control", $"{Ipv4}/tcp_congestion_control", "bbr", Severity.Warning, "bbr" },
        { "congestion-control", $"{Ipv4}/tcp_congestion_control", "cubic", Severity.Ok, "cubic" },
        { "conntrack", "/proc/sys/net/netfilter/nf_conntrack_count", "12", Severity.Warning, "12 connections" },
        { "conntrack", "/proc/sys/net/netfilter/nf_conntrack_count", "0", Severity.Ok, "none" },
        { "forwarding", $"{Ipv4}/ip_forward", "1", Severity.Warning, "forwards" },
        { "forwarding", $"{Ipv4}/ip_forward", "0", Severity.Ok, "nothing" },
        { "arp", $"{Ipv4}/conf/all/proxy_arp", "1", Severity.Warning, "proxy_arp" },
        { "descriptors", "/proc/self/limits", "Limit  Soft Limit  Hard Limit  Units\nMax open files            128                  4096                 files", Severity.Blocking, "128" },
        { "descriptors", "/proc/self/limits", "Max open files            512                  4096                 files", Severity.Warning, "512" },
        { "descriptors", "/proc/self/limits", "Max open files            unlimited            unlimited            files", Severity.Ok, "unlimited" },
        { "ports", $"{Ipv4}/ip_local_port_range", "32768\t60999", Severity.Ok, "28232" },
        { "ports", $"{Ipv4}/ip_local_port_range", "32768\t33767", Severity.Warning, "1000" },
        { "ports", $"{Ipv4}/ip_local_port_range", "32768\t32777", Severity.Blocking, "10" },
        { "buffers", $"{Ipv4}/tcp_rmem", "4096 8192 12000", Severity.Warning, "12000" },
        { "buffers", $"{Ipv4}/tcp_rmem", "4096\t131072\t6291456", Severity.Ok, "6291456" },
        { "buffers", "/proc/sys/net/core/rmem_default", "65536", Severity.Warning, "65536" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_wrong_is_seen_and_what_is_right_is_left_alone(string id, string path, string text, Severity severity, string evidence)
    {
        using var machine = new SickMachine().With(path, text);
        var finding = machine.Ask(MachineDoctor.Checks.Single(check => check.Id == id));

        Assert.Equal((id, severity), (finding.Id, finding.Severity));
        Assert.Contains(evidence, finding.Evidence, StringComparison.Ordinal);
        Assert.Equal(severity != Severity.Ok, finding.Fix is not null);
    }

    [Fact]
    public void A_machine_that_shows_nothing_is_not_blamed_for_it()
    {
        using var machine = new SickMachine();
        foreach (var check in MachineDoctor.Checks.Where(check => check is not (RightsCheck or ShaperCheck or IdleLatencyCheck)))
            Assert.Equal((check.Id, Severity.Ok), (check.Id, machine.Ask(check).Severity));
    }

    [Fact]
    public void Two_interfaces_that_answer_for_each_other_are_a_trap()
    {
        using var machine = new SickMachine().With($"{Ipv4}/conf/all/arp_ignore", "0")
            .With("/proc/self/net/route", "Iface\tDestination\tGateway\neth0\t00000000\t0102030A\neth1\t0000030A\t00000000\neth1\t0000040A\t00000000");

        var finding = machine.Ask(new NeighboursCheck());
        Assert.Equal((Severity.Warning, true), (finding.Severity, finding.Evidence.StartsWith("2 interfaces", StringComparison.Ordinal)));
        Assert.Equal(Severity.Ok, machine.With($"{Ipv4}/conf/all/arp_ignore", "1").Ask(new NeighboursCheck()).Severity);
    }

    [Fact]
    public void Tools_that_are_missing_are_named_with_what_brings_them()
    {
        using var machine = new SickMachine { Programs = ["ip", "nsenter", "unshare", "setsid", "taskset", "ethtool", "iptables"] };

        var needed = machine.Ask(new ToolsCheck());
        Assert.Equal((Severity.Warning, "no lab of namespaces without tc"), (needed.Severity, needed.Evidence));
        Assert.Contains("iproute2", needed.Fix, StringComparison.Ordinal);
        Assert.Contains("netperf", machine.Ask(new OptionalToolsCheck()).Fix, StringComparison.Ordinal);
        Assert.Equal(Severity.Warning, machine.Ask(new ShaperCheck()).Severity);
    }

    [Theory]
    [InlineData(2, Severity.Warning)]
    [InlineData(1, Severity.Ok)]
    public void Stolen_time_is_a_share_of_all_time_between_two_looks(long stolen, Severity severity) =>
        Assert.Equal(severity, new StealCheck().Judge([0, 0, 0, 0, 0, 0, 0, 7, 0, 0], [40, 0, 0, 60 - stolen, 0, 0, 0, 7 + stolen, 40, 0]).Severity);

    [Theory]
    [InlineData(50L << 20, Severity.Blocking)]
    [InlineData(500L << 20, Severity.Warning)]
    [InlineData(5L << 30, Severity.Ok)]
    public void A_store_needs_room(long free, Severity severity) => Assert.Equal(severity, new StoreCheck().Judge(free, "/data").Severity);

    [Fact]
    public void One_processor_is_few()
    {
        using var machine = new SickMachine { Processors = 1 };
        Assert.Equal(Severity.Warning, machine.Ask(new ProcessorsCheck()).Severity);
    }

    [Fact]
    public void This_machine_can_be_examined()
    {
        var findings = MachineDoctor.Examine(Path.Combine(Path.GetTempPath(), "no", "such", "store.db"));

        Assert.Equal(MachineDoctor.Checks.Count, findings.Count);
        Assert.Equal(findings.Count, findings.Select(finding => finding.Id).Distinct().Count());
        Assert.All(findings, finding => Assert.Equal(finding.Severity != Severity.Ok, finding.Fix is not null));
    }
}
