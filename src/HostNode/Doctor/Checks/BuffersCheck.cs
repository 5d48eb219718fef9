using System.Globalization;

namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class BuffersCheck : IMachineCheck
{
    /// <summary>What is on its way at 100 Mbit/s and a round trip of 1 ms.</summary>
    private const long InFlightBytes = 12_500;

    /// <summary>The largest datagram, as the kernel books it: with the memory that its fragments really take.</summary>
    private const long LargestDatagramBytes = 2 * 65_507;

    public string Id => "buffers";

    public Finding Look(Patient patient)
    {
        var (receive, send) = (Largest(patient, "tcp_rmem"), Largest(patient, "tcp_wmem"));
        var datagrams = patient.Number("/proc/sys/net/core/rmem_default") ?? long.MaxValue;
        var evidence = $"TCP may grow to {receive} bytes to receive and {send} to send, UDP has {Text(datagrams)}";
        if (receive < InFlightBytes || send < InFlightBytes) return this.Warning(evidence, "sudo sysctl -w net.ipv4.tcp_rmem='4096 131072 6291456' net.ipv4.tcp_wmem='4096 16384 4194304'");
        return datagrams < LargestDatagramBytes ? this.Warning(evidence, "sudo sysctl -w net.core.rmem_default=212992 net.core.wmem_default=212992") : this.Ok(evidence);
    }

    private static long Largest(Patient patient, string setting) =>
        (patient.Files.Text($"/proc/sys/net/ipv4/{setting}") ?? "").Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [.., var last]
            ? long.Parse(last, CultureInfo.InvariantCulture)
            : long.MaxValue;

    private static string Text(long bytes) => bytes == long.MaxValue ? "an unknown size" : bytes.ToString(CultureInfo.InvariantCulture);
}
