namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class GovernorCheck : IMachineCheck
{
    private const string Folder = "/sys/devices/system/cpu/cpufreq";

    public string Id => "governor";

    public Finding Look(Patient patient)
    {
        var governors = patient.Files.Names(Folder).Select(policy => patient.Files.Text($"{Folder}/{policy}/scaling_governor")).OfType<string>().Distinct().Order().ToArray();
        return governors is [] or ["performance"]
            ? this.Ok(governors.Length == 0 ? "this machine does not scale its frequency, or does not show it" : "performance")
            : this.Warning($"{string.Join(", ", governors)}: the frequency follows the load, and short exchanges are a small load", "sudo cpupower frequency-set -g performance");
    }
}
