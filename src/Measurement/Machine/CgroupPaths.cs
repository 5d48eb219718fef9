namespace ActorBench.Measurement.Machine;

/// <summary>Where this process's cgroups stand as folders, the process's own first and then those around it.</summary>
internal static class CgroupPaths
{
    private const string Root = "/sys/fs/cgroup";

    /// <param name="controller"><c>cpu</c> or <c>memory</c>; with version 2 all controllers share the folders.</param>
    public static IReadOnlyList<string> Of(string controller)
    {
        try
        {
            return Of(controller, File.ReadAllLines("/proc/self/cgroup"), Directory.Exists);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <param name="memberships">Lines <c>4:cpu,cpuacct:/path</c> (version 1) or <c>0::/path</c> (version 2).</param>
    internal static IReadOnlyList<string> Of(string controller, IEnumerable<string> memberships, Func<string, bool> exists)
    {
        var groups = memberships.Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3).ToList();
        // Where both versions are mounted, a controller belongs to one of them, and version 1 names those that it has.
        var own = groups.FirstOrDefault(parts => parts[1].Split(',').Contains(controller)) ?? groups.FirstOrDefault(parts => parts[1].Length == 0);
        if (own is null) return [];
        string[] mounts = own[1].Length == 0 ? [$"{Root}/unified", Root] : [$"{Root}/{own[1]}", $"{Root}/{controller}"];
        return mounts.FirstOrDefault(exists) is { } mount ? [.. Upwards(mount, own[2]).Where(exists)] : [];
    }

    /// <summary>In a container the path may be the host's, of which only the top is seen: what does not exist is left out later.</summary>
    private static IEnumerable<string> Upwards(string mount, string path)
    {
        for (var rest = path.TrimEnd('/'); rest.Length > 0; rest = rest[..rest.LastIndexOf('/')]) yield return mount + rest;
        yield return mount;
    }
}
