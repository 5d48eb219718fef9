using ActorBench.HostNode.Platforms;

namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>Guests of a lab that are containers.</summary>
internal static class Containers
{
    /// <returns>The first platform of containers that can be had here; each of them can pause. Skips the test where there is none.</returns>
    public static async Task<string> ThatPauses()
    {
        foreach (var platform in (string[])["crun", "runc", "podman", "lxc"])
        {
            if (await PlatformDrivers.All.Single(driver => driver.Platform == platform).Probe(CancellationToken.None) is null) return platform;
        }

        Assert.Skip("No container can be had here.");
        return "";
    }

    /// <summary>As its control group says, whichever kind that is.</summary>
    public static bool IsFrozen(int pid)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/cgroup").Select(line => line.Split(':')).Any(group =>
                Says($"/sys/fs/cgroup/freezer{group[2]}/freezer.state", "FROZEN")
                || Says($"/sys/fs/cgroup{group[2]}/cgroup.freeze", "1")
                || Says($"/sys/fs/cgroup/unified{group[2]}/cgroup.freeze", "1"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
            return false;
        }
    }

    private static bool Says(string path, string word) => File.Exists(path) && File.ReadAllText(path).Trim() == word;
}
