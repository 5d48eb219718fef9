using ActorBench.HostNode.Labs;

namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>Folder of a guest that another program keeps: it stands before the guest is made and goes after it, so no guest is ever without it.</summary>
internal static class MachineFolder
{
    public static string Of(string name) => Path.Combine(LabClaim.Folder, name);

    /// <returns>Names of the guests of a platform that a lab or host has, or has left.</returns>
    public static IReadOnlyList<string> Names(string prefix, string platform) => Directory.Exists(LabClaim.Folder)
        ? [.. Directory.EnumerateDirectories(LabClaim.Folder, $"{prefix}-*-{platform}").Select(path => Path.GetFileName(path)!)]
        : [];

    public static void Delete(string name)
    {
        try
        {
            Directory.Delete(Of(name), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Whoever started the guest and whoever clears a lab may come to it at once.
        }
    }
}
