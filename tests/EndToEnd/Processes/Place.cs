namespace ActorBench.EndToEnd.Tests.Processes;

/// <summary>A folder of its own for each test, with a store that only this test knows.</summary>
/// <param name="under">Where the folder is made; null = where temporary ones are.</param>
internal sealed class Place(string? under = null) : IDisposable
{
    public string Folder { get; } = under is null
        ? Directory.CreateTempSubdirectory("actorbench-e2e-").FullName
        : Directory.CreateDirectory(Path.Combine(under, $"actorbench-e2e-{Guid.NewGuid():N}")).FullName;

    public string Store => Path.Combine(Folder, "store", "store.db");

    /// <summary>On top of the test's own environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Start the program as <c>dotnet actorbench.dll</c>.</summary>
    public bool UnderDotnet { get; init; }

    /// <summary>Start the program as a user without rights, who owns the folder.</summary>
    public bool OfOrdinaryUser { get; init; }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
