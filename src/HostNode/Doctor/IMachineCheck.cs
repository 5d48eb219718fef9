using ActorBench.Measurement.Environments;

namespace ActorBench.HostNode.Doctor;

/// <summary>Looks at one thing of the machine and changes nothing.</summary>
internal interface IMachineCheck
{
    string Id { get; }

    Finding Look(Patient patient);
}

/// <summary>The machine that is looked at.</summary>
/// <param name="Find">Full path of a program, or null.</param>
/// <param name="StorePath">Where a run would keep its campaigns; null where that is no file of this machine.</param>
internal sealed record Patient(MachineFiles Files, Func<string, string?> Find, string? StorePath, int Processors)
{
    public static Patient ThisMachine(string? storePath) => new(new MachineFiles(), Platforms.Tool.Find, storePath, Environment.ProcessorCount);

    public long? Number(string path) => long.TryParse(Files.Text(path), out var number) ? number : null;
}

internal static class CheckWords
{
    public static Finding Ok(this IMachineCheck check, string evidence) => new(check.Id, Severity.Ok, evidence);

    public static Finding Warning(this IMachineCheck check, string evidence, string fix) => new(check.Id, Severity.Warning, evidence, fix);

    public static Finding Blocking(this IMachineCheck check, string evidence, string fix) => new(check.Id, Severity.Blocking, evidence, fix);
}
