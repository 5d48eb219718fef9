namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class TurboCheck : IMachineCheck
{
    private const string Boost = "/sys/devices/system/cpu/cpufreq/boost";
    private const string NoTurbo = "/sys/devices/system/cpu/intel_pstate/no_turbo";

    public string Id => "turbo";

    public Finding Look(Patient patient)
    {
        const string evidence = "on: the frequency depends on temperature and on what the other processors do";
        if (patient.Files.Text(NoTurbo) == "0") return this.Warning(evidence, $"echo 1 | sudo tee {NoTurbo}");
        if (patient.Files.Text(Boost) == "1") return this.Warning(evidence, $"echo 0 | sudo tee {Boost}");
        return this.Ok(patient.Files.Exists(NoTurbo) || patient.Files.Exists(Boost) ? "off" : "this machine has none, or does not show it");
    }
}
