using ActorBench.Measurement.Environments;

namespace ActorBench.Measurement.Tests.Environments;

/// <summary>A folder that plays the root of a machine.</summary>
internal sealed class FakeMachine : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("actorbench-machine-").FullName;

    public MachineFiles Files => new(_root);

    public FakeMachine With(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root + path)!);
        File.WriteAllText(_root + path, text + "\n");
        return this;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public IReadOnlyDictionary<string, string> FactsOf(IEnvironmentSource source)
    {
        var facts = new FactList();
        source.Collect(Files, facts);
        return facts.ToDictionary();
    }
}
