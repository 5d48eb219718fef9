using System.Globalization;

namespace ActorBench.HostNode.Doctor.Checks;

/// <summary>Each trial takes a port, and a closed connection keeps its own for a minute.</summary>
internal sealed class PortsCheck : IMachineCheck
{
    private const int Least = 64;
    private const int Enough = 5_000;

    public string Id => "ports";

    public Finding Look(Patient patient)
    {
        var range = (patient.Files.Text("/proc/sys/net/ipv4/ip_local_port_range") ?? "").Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ToArray();
        if (range.Length != 2) return this.Ok("the range of local ports is unknown");
        var (count, waiting) = (range[1] - range[0] + 1, Waiting(patient));
        var evidence = $"{count} local ports, {waiting} of them wait for the end of a connection";
        const string fix = "sudo sysctl -w net.ipv4.ip_local_port_range='32768 60999'";
        return count - waiting < Least ? this.Blocking(evidence, fix)
            : count - waiting < Enough ? this.Warning(evidence, fix)
            : this.Ok(evidence);
    }

    // TCP: inuse 4 orphan 0 tw 12 alloc 6 mem 1
    private static int Waiting(Patient patient) =>
        patient.Files.Field("/proc/net/sockstat", "TCP")?.Split(' ').SkipWhile(word => word != "tw").ElementAtOrDefault(1) is { } number
            ? int.Parse(number, CultureInfo.InvariantCulture)
            : 0;
}
