using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Labs;

/// <summary>
/// A /run for this mount namespace alone: what the machine has there, and room for a lab's names. <c>ip netns</c> knows no other place, and
/// an ordinary user may write nothing into the machine's.
/// </summary>
internal static class OwnRun
{
    private const string Folder = "/run";

    private static readonly string[] Ours = [NetworkNamespace.Folder, LabClaim.Folder];

    public static void Mount()
    {
        using var machines = LinuxCalls.OpenPath(Folder);
        // The kernel's name for what was opened; the folder's own name leads to the new one from now on.
        var before = $"/proc/self/fd/{machines.DangerousGetHandle()}";
        LinuxCalls.MountTmpfs(Folder);
        foreach (var entry in new DirectoryInfo($"{before}/").EnumerateFileSystemInfos())
        {
            var place = Path.Combine(Folder, entry.Name);
            if (Ours.Contains(place)) continue;
            try
            {
                Show(entry, place);
            }
            catch (IOException)
            {
                // Gone meanwhile, or not to be mounted twice: it is missing here, and nothing can be written in its place.
            }
        }

        foreach (var place in Ours)
        {
            Directory.CreateDirectory(place);
            LinuxCalls.MountTmpfs(place);
        }

        // A store made here would be gone with the lab. As a refusal it is seen.
        LinuxCalls.MakeReadOnly(Folder);
    }

    private static void Show(FileSystemInfo entry, string place)
    {
        if (entry.LinkTarget is { } target)
        {
            File.CreateSymbolicLink(place, target);
            return;
        }

        if (entry.Attributes.HasFlag(FileAttributes.Directory)) Directory.CreateDirectory(place);
        else File.Create(place).Dispose();
        LinuxCalls.Bind(entry.FullName, place);
    }
}
