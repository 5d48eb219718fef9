using System.Globalization;

namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class MemoryCheck : IMachineCheck
{
    private const long LeastMiB = 300;
    private const long EnoughMiB = 1024;

    public string Id => "memory";

    public Finding Look(Patient patient)
    {
        var available = patient.Files.Field("/proc/meminfo", "MemAvailable")?.Split(' ')[0];
        if (!long.TryParse(available, NumberStyles.None, CultureInfo.InvariantCulture, out var kib)) return this.Ok("the free memory is unknown");
        var evidence = $"{kib >> 10} MiB of memory are free; an agent takes some 100";
        return kib >> 10 < LeastMiB ? this.Blocking(evidence, "end what else runs")
            : kib >> 10 < EnoughMiB ? this.Warning(evidence, "end what else runs")
            : this.Ok(evidence);
    }
}
