using ActorBench.HostNode.Platforms.Machines;

namespace ActorBench.HostNode.Platforms.Libvirt;

/// <summary>Reads what a machine writes into a file, while its node starts.</summary>
internal static class ConsoleFile
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Hands over each line, until the node has registered or the token ends it.</summary>
    public static async Task Follow(string path, MachineLines lines, CancellationToken ct)
    {
        while (!File.Exists(path)) await Task.Delay(LookEvery, ct);
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var begun = "";
        while (!lines.Registered.IsCompleted)
        {
            var parts = (begun + await reader.ReadToEndAsync(ct)).Split('\n');
            begun = parts[^1];
            foreach (var line in parts[..^1]) lines.Take(line);
            await Task.Delay(LookEvery, ct);
        }
    }
}
