namespace ActorBench.Journal;

/// <summary>The database's password, which comes from the environment or a file and from nowhere else.</summary>
public static class StorePassword
{
    public const string Variable = "ACTORBENCH_STORE_PASSWORD";
    public const string FileVariable = "ACTORBENCH_STORE_PASSWORD_FILE";

    /// <returns>Null where there is none.</returns>
    /// <exception cref="StoreAddressException">The file that is named can't be read.</exception>
    internal static string? Read()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } password) return password;
        if (Environment.GetEnvironmentVariable(FileVariable) is not { Length: > 0 } path) return null;
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreAddressException($"{FileVariable} names {path}, which can't be read: {e.Message}");
        }
    }
}
