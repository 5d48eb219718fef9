namespace ActorBench.Agents.Spool;

/// <summary>Where an agent's results wait on disk.</summary>
/// <param name="Folder">Has a folder for each host and a file for each of its endpoints.</param>
/// <param name="Needed">Somebody has asked for it: without it the agent does not start. Else it goes on without, and says so.</param>
public sealed record SpoolPlace(string Folder, bool Needed)
{
    /// <summary>Word in the place of a folder: no spool.</summary>
    public const string None = "none";

    private const string Below = "actorbench/spool";

    /// <summary>Of an agent that stands by itself and was told nothing.</summary>
    public static SpoolPlace Standard { get; } = new(
        Path.Combine(Environment.IsPrivilegedProcess ? "/var/lib" : StateFolder(), Below), Needed: false);

    public string FileOf(string host, string platform) => Path.Combine(Path.GetFullPath(Folder), FileName(host), $"{FileName(platform)}.spool");

    /// <returns>Null where there is none to have; and what there is to tell.</returns>
    /// <exception cref="SpoolException">It was asked for and can't be had.</exception>
    internal (SpoolFile? File, IReadOnlyList<string> Notes) Open(string host, string platform)
    {
        var path = FileOf(host, platform);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = SpoolFile.Open(path);
            return (file, file.Notes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var reason = $"The spool {path} can't be used: {e.Message.TrimEnd('.')}";
            if (Needed) throw new SpoolException($"{reason}; name another folder with --spool, or '--spool {None}'.", e);
            return (null, [$"{reason}; results are kept in memory, and die with this agent."]);
        }
    }

    /// <summary>As the XDG base directory specification has it.</summary>
    private static string StateFolder() => Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } set && Path.IsPathRooted(set)
        ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local/state");

    private static string FileName(string name) => Uri.EscapeDataString(name) is ['.', .. var rest] ? $"%2E{rest}" : Uri.EscapeDataString(name);
}
