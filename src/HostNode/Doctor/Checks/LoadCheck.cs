using System.Globalization;

namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class LoadCheck : IMachineCheck
{
    private const double MostPerProcessor = 0.25;

    public string Id => "load";

    public Finding Look(Patient patient)
    {
        if (!double.TryParse((patient.Files.Text("/proc/loadavg") ?? "").Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var load))
            return this.Ok("the load is unknown");
        var evidence = string.Create(CultureInfo.InvariantCulture, $"{load:0.00} processes want to run, on {patient.Processors} processors");
        return load > MostPerProcessor * patient.Processors
            ? this.Warning(evidence, "end what else runs ('top' shows it) and wait a minute")
            : this.Ok(evidence);
    }
}
