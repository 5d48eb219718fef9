namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>A folder of its own for each test, with a store that only this test knows.</summary>
internal sealed class Place : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("actorbench-e2e-").FullName;

    public string Store => Path.Combine(Folder, "store", "store.db");

    /// <summary>On top of the test's own environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Start the program as <c>dotnet actorbench.dll</c>.</summary>
    public bool UnderDotnet { get; init; }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
