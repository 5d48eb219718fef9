namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class InterruptBalanceCheck : IMachineCheck
{
    public string Id => "irqbalance";

    public Finding Look(Patient patient) =>
        patient.Files.Names("/proc").Where(name => name.All(char.IsAsciiDigit)).Any(pid => patient.Files.Text($"/proc/{pid}/comm") == "irqbalance")
            ? this.Warning("irqbalance moves interrupts between processors while trials run", "sudo systemctl stop irqbalance")
            : this.Ok("nothing moves interrupts");
}
