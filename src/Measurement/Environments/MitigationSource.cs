namespace ActorBench.Measurement.Environments;

/// <summary>What the kernel does against faults of the processor: each system call may pay for it.</summary>
internal sealed class MitigationSource : IEnvironmentSource
{
    private const string Folder = "/sys/devices/system/cpu/vulnerabilities";

    public bool Lasting => true;

    public void Collect(MachineFiles files, FactList facts)
    {
        foreach (var name in files.Names(Folder)) facts.Add($"cpu.mitigation.{name}", files.Text($"{Folder}/{name}"));
    }
}
