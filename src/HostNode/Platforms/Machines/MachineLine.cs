using System.Globalization;

namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>The kernel command line of a guest: where it stands, as its init reads it.</summary>
internal static class MachineLine
{
    /// <param name="console">The kernel's name for it; without a port the guest node writes there, too.</param>
    /// <param name="port">The virtio port that the guest node speaks through; null for the console.</param>
    public static string For(HostNetwork network, int number, string console, string? port = null) => string.Join(' ',
    [
        $"console={console}", "panic=-1", "quiet", "ipv6.disable=1",
        Text($"ab.data={network.GuestDataAddress(number)}/{network.GuestDataLength(number)}"), Text($"ab.mtu={network.Mtu}"),
        .. port is null ? [] : (string[])[$"ab.port={port}"],
        .. network.GuestManagementAddress(number) is { } management ? (string[])[Text($"ab.management={management}/{network.GuestManagementLength(number)}")] : [],
    ]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
