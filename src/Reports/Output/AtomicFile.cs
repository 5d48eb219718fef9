namespace ActorBench.Reports.Output;

/// <summary>Writes a file whole or not at all: beside its place first, then into it.</summary>
public static class AtomicFile
{
    /// <exception cref="IOException">It can't be written, in one sentence; nothing is left of it.</exception>
    public static void Write(string path, byte[] bytes) => Write(path, file => file.Write(bytes));

    /// <summary>The same of what need not be held in memory.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        var half = $"{path}.{Environment.ProcessId}.part";
        try
        {
            if (Directory.Exists(path)) throw new IOException("it is a folder");
            using (var file = new FileStream(half, FileMode.Create, FileAccess.Write)) write(file);
            File.Move(half, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Remove(half);
            throw new IOException($"'{path}' can't be written: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static void Remove(string half)
    {
        try
        {
            File.Delete(half);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What could not be made cannot be removed either; the first failure is the one to tell.
        }
    }
}
