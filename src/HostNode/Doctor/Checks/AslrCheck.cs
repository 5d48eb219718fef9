namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class AslrCheck : IMachineCheck
{
    public string Id => "aslr";

    public Finding Look(Patient patient) => patient.Files.Text("/proc/sys/kernel/randomize_va_space") is null or "2"
        ? this.Ok("addresses are random at each start, so no layout of memory favours a platform")
        : this.Warning("addresses are not random: one layout of memory may favour a platform at every start", "sudo sysctl -w kernel.randomize_va_space=2");
}
