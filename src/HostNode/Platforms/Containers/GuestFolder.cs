namespace ActorBench.HostNode.Platforms.Containers;

/// <summary>A container's files on this machine: its root, which holds nothing but names to mount on, and what its platform's tool keeps beside it.</summary>
/// <remarks>It stands before the first thing that is made for a guest and goes after the last, so nothing of a guest is ever without its folder.</remarks>
internal sealed class GuestFolder(string name)
{
    private const string Base = "/run/actorbench/guests";

    // Names that a merged /usr has at the top; elsewhere they are folders of their own.
    private static readonly string[] Programs = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];
    private static readonly string[] Empty = ["dev", "etc", "proc", "root", "run", "sys", "tmp", "usr", "var/tmp"];

    public string Name => name;

    public string Path { get; } = $"{Base}/{name}";

    public string Root => $"{Path}/root";

    public bool Exists => Directory.Exists(Path);

    /// <summary>Guests of a lab's hosts on one platform that have a folder still.</summary>
    public static IReadOnlyList<GuestFolder> Of(string prefix, string platform)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(Base, $"{prefix}-h*-{platform}")
                .Select(path => System.IO.Path.GetFileName(path))
                .Where(found => found[(prefix.Length + 2)..^(platform.Length + 1)].All(char.IsAsciiDigit))
                .Select(found => new GuestFolder(found))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>The machine's own programs and libraries, and what the guest's program needs beside them; all to be seen under the same names, and only to be read.</summary>
    public static IReadOnlyList<string> Binds(IReadOnlyList<string> paths)
    {
        List<string> binds = ["/usr", .. Programs.Where(folder => Directory.Exists(folder) && new DirectoryInfo(folder).LinkTarget is null)];
        foreach (var path in paths.Order(StringComparer.Ordinal))
            if (!binds.Any(bind => path == bind || path.StartsWith(bind + "/", StringComparison.Ordinal)))
                binds.Add(path);
        return binds;
    }

    /// <summary>Makes the root, with a place for every bind.</summary>
    public void Create(IReadOnlyList<string> binds)
    {
        foreach (var folder in Empty) Directory.CreateDirectory($"{Root}/{folder}");
        foreach (var link in Programs.Select(folder => new DirectoryInfo(folder)).Where(folder => folder.LinkTarget is not null))
            File.CreateSymbolicLink($"{Root}{link.FullName}", link.LinkTarget!);
        foreach (var bind in binds)
        {
            if (!System.IO.Path.Exists(bind)) throw new ToolException($"The guest's program needs {bind}, which this machine does not have.", null);
            Directory.CreateDirectory(Directory.Exists(bind) ? Root + bind : System.IO.Path.GetDirectoryName(Root + bind)!);
            if (!Directory.Exists(bind)) File.WriteAllBytes(Root + bind, []);
        }

        File.WriteAllText($"{Root}/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
        File.WriteAllText($"{Root}/etc/group", "root:x:0:\n");
        // nspawn takes no tree without it.
        File.WriteAllText($"{Root}/etc/os-release", "ID=actorbench\nPRETTY_NAME=\"ActorBench guest\"\n");
    }

    /// <summary>Succeeds on what is there in part only.</summary>
    /// <exception cref="ToolException">Something is mounted inside and can't be taken away; then nothing is removed.</exception>
    public void Remove()
    {
        if (!Exists) return;
        foreach (var mount in Mounts.Under(Path).Reverse()) LinuxCalls.Unmount(mount);
        if (Mounts.Under(Path) is [var left, ..]) throw new ToolException($"{left} is mounted still, so the folder of guest {name} can't be removed.", null);
        Directory.Delete(Path, recursive: true);
    }
}
