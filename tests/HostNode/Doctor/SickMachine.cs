using ActorBench.HostNode.Doctor;
using ActorBench.Measurement.Environments;

namespace ActorBench.HostNode.Tests.Doctor;

/// <summary>A folder that plays the root of a machine, with what is wrong with it.</summary>
internal sealed class SickMachine : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("actorbench-doctor-").FullName;

    /// <summary>Programs that the machine has; null for all of them.</summary>
    public string[]? Programs { get; init; }

    public int Processors { get; init; } = 4;

    public SickMachine With(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root + path)!);
        File.WriteAllText(_root + path, text + "\n");
        return this;
    }

    public Finding Ask(IMachineCheck check) => check.Look(new Patient(
        new MachineFiles(_root), program => Programs is null || Programs.Contains(program) ? $"/usr/bin/{program}" : null, Path.Combine(_root, "store.db"), Processors));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
