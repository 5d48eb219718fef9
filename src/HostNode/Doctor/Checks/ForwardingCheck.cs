namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class ForwardingCheck : IMachineCheck
{
    public string Id => "forwarding";

    public Finding Look(Patient patient) => patient.Files.Text("/proc/sys/net/ipv4/ip_forward") == "1"
        ? this.Warning("the machine forwards between its interfaces, and does not merge received segments on them (LRO) then; a lab sets this for its own namespaces", "sudo sysctl -w net.ipv4.ip_forward=0, unless routed guests or containers need it")
        : this.Ok("the machine forwards nothing; a lab sets this for its own namespaces");
}
