namespace ActorBench.Measurement.Environments;

internal sealed class MemorySource : IEnvironmentSource
{
    private const string MemInfo = "/proc/meminfo";

    public bool Lasting => false;

    public void Collect(MachineFiles files, FactList facts)
    {
        facts.Add("memory.total", files.Field(MemInfo, "MemTotal"));
        facts.Add("memory.swap", files.Field(MemInfo, "SwapTotal"));
        facts.Add("memory.swappiness", files.Text("/proc/sys/vm/swappiness"));
        facts.Add("memory.transparent_huge_pages", files.Text("/sys/kernel/mm/transparent_hugepage/enabled"));
        facts.Add("memory.samepage_merging", files.Text("/sys/kernel/mm/ksm/run"));
        facts.Add("memory.numa_balancing", files.Text("/proc/sys/kernel/numa_balancing"));
    }
}
