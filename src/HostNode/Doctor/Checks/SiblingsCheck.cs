namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class SiblingsCheck : IMachineCheck
{
    private const string Control = "/sys/devices/system/cpu/smt/control";

    public string Id => "smt";

    public Finding Look(Patient patient) => patient.Files.Text("/sys/devices/system/cpu/smt/active") == "1"
        ? this.Warning("two processors share a core: what runs on one slows the other", $"echo off | sudo tee {Control}")
        : this.Ok($"no two processors share a core ({patient.Files.Text(Control) ?? "not shown"})");
}
