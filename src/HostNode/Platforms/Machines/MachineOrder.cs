using System.Formats.Tar;
using System.Globalization;
using System.Text;

namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>A guest's order in the form in which it crosses into a machine of its own: a disk with a tar on it, which holds the arguments and the files that they name.</summary>
/// <param name="Cpu">Processor of the host for the machine's own one, which inside is the only one; null leaves it to the scheduler.</param>
internal sealed record MachineOrder(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Files, int? Cpu)
{
    private const string CpuFlag = "--cpu";

    // Of the host's own runtime; the image brings another.
    private const string RuntimeFolder = "DOTNET_ROOT";

    /// <param name="words">The order's command, filled in. Its program is the host's; the machine has its own.</param>
    public static MachineOrder Of(GuestOrder order, IReadOnlyList<string> words)
    {
        var arguments = words.SkipWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).ToList();
        int? cpu = null;
        if (arguments.IndexOf(CpuFlag) is >= 0 and var at)
        {
            cpu = int.Parse(arguments[at + 1], CultureInfo.InvariantCulture);
            arguments.RemoveRange(at, 2);
        }

        return new MachineOrder(
            [.. arguments, Agents.AgentProgram.AnnounceFlag],
            order.Environment.Where(one => one.Key != RuntimeFolder).ToDictionary(),
            [.. order.Paths.Where(File.Exists)],
            cpu);
    }

    public void WriteDisk(string path)
    {
        using var disk = File.Create(path);
        using var tar = new TarWriter(disk, TarEntryFormat.Ustar);
        Add(tar, "arguments", Arguments);
        Add(tar, "environment", Variables.Select(one => $"{one.Key}={one.Value}"));
        foreach (var file in Files) tar.WriteEntry(file, file.TrimStart('/'));
    }

    private static void Add(TarWriter tar, string name, IEnumerable<string> lines)
    {
        var text = string.Concat(lines.Select(line => line.Contains('\n') ? throw new ToolException($"A guest's argument can't have two lines: {line.Split('\n')[0]} …", null) : $"{line}\n"));
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
    }
}
