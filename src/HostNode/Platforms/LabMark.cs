namespace ActorBench.HostNode.Platforms;

/// <summary>The mark that every tool started for a lab carries in its environment.</summary>
/// <remarks>
/// A lab killed with -9 in the middle of a step leaves that step's tool running for some milliseconds. A sweeper that only
/// deleted names would miss those that the orphan makes a moment later, so it ends the marked orphans first.
/// </remarks>
internal static class LabMark
{
    public const string Variable = "ACTORBENCH_LAB";

    /// <summary>Ends the tools that still work for a lab, and returns how many there were.</summary>
    public static int KillAll(string prefix) => KillMarked($"{Variable}={prefix}");

    /// <param name="mark">name=value, as it stands in a process's environment.</param>
    public static int KillMarked(string mark)
    {
        var killed = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var pid) || pid == Environment.ProcessId) continue;
            if (!EnvironmentOf(folder).Split('\0').Contains(mark)) continue;
            LinuxCalls.SendSignal(pid, LinuxCalls.SigKill);
            killed++;
        }

        return killed;
    }

    private static string EnvironmentOf(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "environ"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or belongs to somebody else and then cannot be ours.
            return "";
        }
    }
}
