namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class ConntrackCheck : IMachineCheck
{
    private const string Count = "/proc/sys/net/netfilter/nf_conntrack_count";

    public string Id => "conntrack";

    public Finding Look(Patient patient) => patient.Number(Count) switch
    {
        null => this.Ok("the kernel tracks no connections"),
        0 => this.Ok("connections can be tracked, and none is"),
        var tracked => this.Warning(
            $"{tracked} connections are tracked here: every packet of a measurement on this machine's own interfaces would be looked up too (a lab's namespaces are not touched)",
            "sudo iptables -t raw -A PREROUTING -i DATA-INTERFACE -j NOTRACK, and the same for OUTPUT -o"),
    };
}
