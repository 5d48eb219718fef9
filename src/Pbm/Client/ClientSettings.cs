namespace ActorBench.Pbm.Client;

/// <summary>What a client shows and demands. A token never comes from a command line, which others can read.</summary>
/// <param name="Authority">PEM file of the authority that the coordinator's certificate must come from; with it, TLS is spoken.</param>
public sealed record ClientSettings(string? Token, string? Authority)
{
    public const string TokenFileVariable = "ACTORBENCH_TOKEN_FILE";
    public const string AuthorityVariable = "ACTORBENCH_TLS_AUTHORITY";

    /// <param name="authority">Of a flag; wins over the environment.</param>
    /// <exception cref="CommandException">A file that is named can't be read.</exception>
    public static ClientSettings FromEnvironment(string? authority = null) => new(ReadToken(), authority ?? Named(AuthorityVariable));

    private static string? ReadToken()
    {
        if (Named(TokenFileVariable) is { } named) return Read(named);
        var usual = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config", "actorbench", "token");
        return File.Exists(usual) ? Read(usual) : null;
    }

    /// <summary>The last word of the first line that says something: a bare token, or a line of the coordinator's own file.</summary>
    private static string? Read(string path)
    {
        try
        {
            return File.ReadLines(path).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0 && line[0] != '#')?.Split(' ', '\t')[^1];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ClientExitCode.Usage, $"The token file {path} can't be read: {e.Message}");
        }
    }

    private static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}

/// <summary>Exit codes that a client adds to those of the coordinator.</summary>
public static class ClientExitCode
{
    public const int Internal = 1;
    public const int Usage = 2;

    /// <summary>Nobody answers.</summary>
    public const int Unreachable = 69;

    public const int Denied = 77;
    public const int Interrupted = 130;
}

/// <summary>A command that came to nothing, in one sentence.</summary>
public sealed class CommandException(int exitCode, string sentence) : Exception(sentence)
{
    public int ExitCode => exitCode;
}
