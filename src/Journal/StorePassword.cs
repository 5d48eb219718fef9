using System.Diagnostics;

namespace ActorBench.Journal;

/// <summary>The database's password, which comes from the environment or a file and from nowhere else.</summary>
public static class StorePassword
{
    public const string Variable = "ACTORBENCH_STORE_PASSWORD";
    public const string FileVariable = "ACTORBENCH_STORE_PASSWORD_FILE";

    private static string? _taken;

    /// <summary>Takes the password out of this process's environment: agents and tools that it starts have no use for it.</summary>
    public static void Take()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } password) return;
        _taken = password;
        Environment.SetEnvironmentVariable(Variable, null);
    }

    /// <summary>For a child that is this program once more and goes on in its place.</summary>
    public static void PassOn(ProcessStartInfo child)
    {
        if (_taken is not null) child.Environment[Variable] = _taken;
    }

    /// <returns>Null where there is none.</returns>
    /// <exception cref="StoreAddressException">The file that is named can't be read.</exception>
    internal static string? Read()
    {
        if (_taken is not null) return _taken;
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
