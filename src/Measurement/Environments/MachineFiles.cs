using System.Text;

namespace ActorBench.Measurement.Environments;

/// <summary>Reads a machine's files as they are, and says nothing where one is missing, hidden or unreadable.</summary>
/// <param name="root">Tests put a machine of their own making there.</param>
public sealed class MachineFiles(string root = "")
{
    private const int MostLinesOfAList = 4096;

    /// <returns>The whole text without space around it; null where there is none.</returns>
    public string? Text(string path)
    {
        try
        {
            // Hundreds of small files: a stream and a reader for each would cost more than the files.
            return Encoding.UTF8.GetString(File.ReadAllBytes(root + path)).Trim() is { Length: > 0 } text ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The lines of a text; none where there is no such file.</summary>
    public IEnumerable<string> Lines(string path) => (Text(path) ?? "").Split('\n', MostLinesOfAList, StringSplitOptions.RemoveEmptyEntries);

    /// <returns>What follows <paramref name="name"/> and its colon in the first line that begins so.</returns>
    public string? Field(string path, string name) => Lines(path)
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length..].TrimStart().StartsWith(':'))
        .Select(line => line[(line.IndexOf(':') + 1)..].Trim())
        .FirstOrDefault();

    /// <summary>Names of a folder's entries, sorted; none where there is no such folder.</summary>
    public IReadOnlyList<string> Names(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(root + folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public bool Exists(string path) => Path.Exists(root + path);
}
