using System.Text;

namespace ActorBench.Measurement.Environments;

/// <summary>Reads a machine's files as they are, and says nothing where one is missing, hidden or unreadable.</summary>
/// <remarks>For one thread at a time.</remarks>
/// <param name="root">Tests put a machine of their own making there.</param>
public sealed class MachineFiles(string root = "")
{
    private const int MostLinesOfAList = 4096;

    private byte[] _buffer = new byte[4096];

    /// <returns>The whole text without space around it; null where there is none.</returns>
    public string? Text(string path)
    {
        try
        {
            // Hundreds of small files: a stream and a reader for each would cost more than the files. And the length that the kernel
            // gives for its own ones is none that could be relied on.
            using var file = File.OpenHandle(root + path, share: FileShare.ReadWrite | FileShare.Delete);
            var length = 0;
            while (RandomAccess.Read(file, _buffer.AsSpan(length), length) is > 0 and var more)
            {
                length += more;
                if (length == _buffer.Length) Array.Resize(ref _buffer, 2 * length);
            }

            return Encoding.UTF8.GetString(_buffer.AsSpan(0, length)).Trim() is { Length: > 0 } text ? text : null;
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

    /// <summary>Whether this process may write a file or device; nothing is written.</summary>
    public bool MayWrite(string path)
    {
        try
        {
            using var file = File.OpenHandle(root + path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }
}
