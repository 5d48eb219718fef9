using System.Globalization;

namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class SwapCheck : IMachineCheck
{
    public string Id => "swap";

    public Finding Look(Patient patient)
    {
        var (total, free) = (KiB(patient, "SwapTotal"), KiB(patient, "SwapFree"));
        return total > free ? this.Warning($"{(total - free) >> 10} MiB are swapped out; a page that comes back stalls an exchange", "sudo swapoff -a")
            : this.Ok(total == 0 ? "no swap" : "swap is there and empty");
    }

    private static long KiB(Patient patient, string field) =>
        long.TryParse(patient.Files.Field("/proc/meminfo", field)?.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var kib) ? kib : 0;
}
