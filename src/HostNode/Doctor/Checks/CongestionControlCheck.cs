namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class CongestionControlCheck : IMachineCheck
{
    /// <summary>What systems ship with, so that results are comparable with those of others.</summary>
    private static readonly string[] Usual = ["cubic", "reno"];

    public string Id => "congestion-control";

    public Finding Look(Patient patient) => patient.Files.Text("/proc/sys/net/ipv4/tcp_congestion_control") switch
    {
        null => this.Ok("the kernel does not say"),
        var one when Usual.Contains(one) => this.Ok(one),
        var other => this.Warning($"{other}, where most systems have cubic; it is on record with every campaign", "sudo sysctl -w net.ipv4.tcp_congestion_control=cubic"),
    };
}
