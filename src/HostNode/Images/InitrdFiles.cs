using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Images;

/// <summary>What first file systems are put together from.</summary>
internal static class InitrdFiles
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <returns>A script that is part of this program.</returns>
    public static string Script(string name)
    {
        using var text = typeof(InitrdFiles).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(text);
        return reader.ReadToEnd();
    }

    public static async Task WriteProgram(string path, string script, CancellationToken ct)
    {
        await File.WriteAllTextAsync(path, script, ct);
        await Tool.Run("chmod", ["755", path], Limit, ct);
    }

    public static void AddBusybox(string root, string busybox, IEnumerable<string> applets)
    {
        File.Copy(busybox, Path.Combine(root, "bin/busybox"));
        foreach (var applet in applets) File.CreateSymbolicLink(Path.Combine(root, "bin", applet), "busybox");
    }

    /// <summary>A folder as an archive that the kernel unpacks, all of it root's.</summary>
    public static async Task Pack(string folder, string archive, CancellationToken ct)
    {
        var names = Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal);
        await Tool.Run(
            "cpio", ["--create", "--quiet", "--format=newc", "--owner=0:0", $"--directory={folder}", $"--file={archive}"],
            Limit, string.Join('\n', names) + "\n", owner: null, ct);
    }

    /// <summary>Modules and what they need, with a file <c>order</c> that names them as they can be loaded; those that a kernel has built in or lacks cost nothing.</summary>
    public static async Task CopyModules(string unpacked, string version, IReadOnlyList<string> modules, string folder, CancellationToken ct)
    {
        var files = await ModuleFiles(unpacked, version, modules, ct);
        foreach (var file in files) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await File.WriteAllLinesAsync(Path.Combine(folder, "order"), files.Select(file => Path.GetFileName(file)!), ct);
    }

    /// <summary>Unpacked packages don't know yet which module needs which.</summary>
    /// <returns>The kernel's version.</returns>
    public static async Task<string> IndexModules(string root, CancellationToken ct)
    {
        var version = Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(root, "lib/modules")).Single());
        await Tool.Run("depmod", ["--basedir", root, version], Limit, ct);
        return version;
    }

    /// <param name="unpacked">After <see cref="IndexModules"/>.</param>
    /// <returns>Full paths, as they can be loaded.</returns>
    public static async Task<IReadOnlyList<string>> ModuleFiles(string unpacked, string version, IReadOnlyList<string> modules, CancellationToken ct)
    {
        var order = new List<string>();
        foreach (var module in modules)
        {
            var (_, printed, _) = await Tool.RunToEnd(
                "modprobe", ["--dirname", unpacked, "--set-version", version, "--show-depends", module], Limit, input: null, owner: null, ct);
            order.AddRange(
                from line in printed.Split('\n')
                where line.StartsWith("insmod ", StringComparison.Ordinal)
                select line.Split(' ')[1]);
        }

        return [.. order.Distinct()];
    }

    /// <returns>The file itself where the name is a link's.</returns>
    public static string One(string unpacked, string name)
    {
        var file = Directory.EnumerateFiles(unpacked, name, SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new ToolException($"The packages hold no {name}.", null);
        return File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
    }
}
