using System.Formats.Tar;
using System.Text;

namespace ActorBench.HostNode.Platforms.OpenVz;

/// <summary>The guest node and its command as an archive that the container's own tar unpacks. So nothing of a command ever stands in a shell's line, which is what the tools make of it.</summary>
internal static class Delivery
{
    /// <summary>Runs the command; the same for every guest.</summary>
    public const string Launcher = "/opt/actorbench-launch";

    private const string Words = "/opt/actorbench-words";
    private const string Variables = "/opt/actorbench-environment";

    private const string Script = $"""
        #!/bin/sh
        while IFS= read -r variable; do export "$variable"; done <{Variables}
        while IFS= read -r word; do set -- "$@" "$word"; done <{Words}
        exec "$@"

        """;

    /// <summary>Unpacks what comes on its input.</summary>
    public static IReadOnlyList<string> Unpack { get; } = ["tar", "-x", "-C", "/", "-f", "-"];

    public static void Write(Stream archive, GuestOrder order, IReadOnlyList<string> command)
    {
        using var tar = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true);
        Add(tar, Launcher, Script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Add(tar, Words, Lines(command), UnixFileMode.UserRead);
        Add(tar, Variables, Lines(order.Environment.Select(one => $"{one.Key}={one.Value}")), UnixFileMode.UserRead);
        foreach (var path in order.Paths) Add(tar, path);
    }

    private static void Add(TarWriter tar, string path)
    {
        if (File.Exists(path)) tar.WriteEntry(path, path.TrimStart('/'));
        if (!Directory.Exists(path)) return;
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)) tar.WriteEntry(file, file.TrimStart('/'));
    }

    private static void Add(TarWriter tar, string path, string text, UnixFileMode mode) => tar.WriteEntry(
        new PaxTarEntry(TarEntryType.RegularFile, path.TrimStart('/')) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), Mode = mode });

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line =>
        line.Contains('\n') ? throw new ToolException($"A guest's argument can't have two lines: {line.Split('\n')[0]} …", null) : $"{line}\n"));
}
