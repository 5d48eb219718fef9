using ActorBench.Measurement.Machine;

namespace ActorBench.Measurement.Environments;

/// <summary>Limits of the control groups that the process stands in, its own and those around it; not the groups' names, which differ from start to start.</summary>
internal sealed class CgroupSource : IEnvironmentSource
{
    private static readonly (string Controller, string[] Files)[] Limits =
    [
        ("cpu", ["cpu.max", "cpu.weight", "cpu.cfs_quota_us", "cpu.cfs_period_us", "cpu.shares"]),
        ("memory", ["memory.max", "memory.high", "memory.limit_in_bytes"]),
        ("cpuset", ["cpuset.cpus.effective", "cpuset.effective_cpus", "cpuset.mems.effective", "cpuset.effective_mems"]),
        ("pids", ["pids.max"]),
    ];

    public bool Lasting => false;

    public void Collect(MachineFiles files, FactList facts)
    {
        foreach (var (controller, names) in Limits)
        {
            var folders = CgroupPaths.Of(controller, files.Lines("/proc/self/cgroup"), files.Exists);
            // How many groups stand around a process differs from start to start; what they allow is what counts.
            foreach (var name in names) facts.Add($"cgroup.{name}", string.Join(" < ", folders.Select(folder => files.Text($"{folder}/{name}")).OfType<string>().Distinct()));
        }
    }
}
