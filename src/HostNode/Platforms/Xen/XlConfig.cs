using System.Globalization;
using ActorBench.HostNode.Images;

namespace ActorBench.HostNode.Platforms.Xen;

/// <summary>The file that <c>xl create</c> makes a domain from.</summary>
/// <param name="Type">pv or pvh.</param>
/// <param name="Links">MAC, bridge and MTU of each; the last is the bridge's own to give.</param>
internal sealed record XlConfig(string Name, string Type, GuestImage Image, string Order, string KernelLine, IReadOnlyList<(string Mac, string Bridge, int Mtu)> Links)
{
    public const int MemoryMiB = 320;

    public string Text() => string.Join('\n',
    [
        $"name = {Quoted(Name)}",
        $"type = {Quoted(Type)}",
        $"kernel = {Quoted(Image.Kernel)}",
        $"ramdisk = {Quoted(Image.Initrd)}",
        $"extra = {Quoted(KernelLine)}",
        string.Create(CultureInfo.InvariantCulture, $"memory = {MemoryMiB}"),
        "vcpus = 1",
        $"disk = [ {Disk("xvda", Image.Program)}, {Disk("xvdb", Order)} ]",
        $"vif = [ {string.Join(", ", Links.Select(link => Quoted($"mac={link.Mac},bridge={link.Bridge}")))} ]",
        .. ((string[])["poweroff", "reboot", "crash"]).Select(end => $"on_{end} = \"destroy\""),
        "",
    ]);

    private static string Disk(string device, string file) => Quoted($"format=raw,vdev={device},access=r,target={file}");

    // The file's grammar has no way to write these in a string that xl of every age reads alike.
    private static string Quoted(string text) => text.IndexOfAny(['"', '\'', '\\', '\n']) < 0
        ? $"\"{text}\""
        : throw new ToolException($"A quote or backslash can't stand in Xen's configuration: {text.Split('\n')[0]}", null);
}
