using System.Net;

namespace ActorBench.Agents.Configuration;

/// <summary>Where a host that stands by itself puts the links of its guests, and which addresses they get.</summary>
/// <param name="Bridge">Leads to the data network; where a platform needs no bridge, the link that does.</param>
/// <param name="ManagementBridge">Null: guests have one link and use their data address for messages, too.</param>
public sealed record GuestNetwork(
    string Bridge, IReadOnlyList<GuestAddress> Addresses, string? ManagementBridge, IReadOnlyList<GuestAddress> ManagementAddresses)
{
    private const int LongestDevice = 15;

    /// <returns>Null where the settings have no guests.</returns>
    internal static GuestNetwork? Of(AgentSettings settings) => settings.GuestBridge is not { } bridge ? null : new GuestNetwork(
        bridge, Read(nameof(settings.GuestAddress), settings.GuestAddress), settings.GuestManagementBridge,
        Read(nameof(settings.GuestManagementAddress), settings.GuestManagementAddress));

    internal static IEnumerable<string> Problems(AgentSettings settings)
    {
        foreach (var (key, device) in ((string, string?)[])[(nameof(settings.GuestBridge), settings.GuestBridge), (nameof(settings.GuestManagementBridge), settings.GuestManagementBridge)])
            if (device is not null && !IsDevice(device))
                yield return $"{key}: '{device}' is not the name of a link.";
        if (settings.GuestBridge is null && (settings.GuestAddress.Length > 0 || settings.GuestManagementBridge is not null || settings.GuestManagementAddress.Length > 0))
            yield return "GuestBridge: name the bridge that guests are wired to with --guest-bridge.";
        if (settings.GuestBridge is not null && settings.GuestAddress.Length == 0)
            yield return "GuestAddress: give each platform the address of its guest with --guest-address PLATFORM=ADDRESS/LENGTH.";
        if (settings.GuestManagementAddress.Length > 0 && settings.GuestManagementBridge is null)
            yield return "GuestManagementBridge: name the bridge of the guests' management addresses with --guest-management-bridge.";

        var data = settings.GuestAddress.Select(text => GuestAddress.Read(nameof(settings.GuestAddress), text)).ToList();
        var management = settings.GuestManagementAddress.Select(text => GuestAddress.Read(nameof(settings.GuestManagementAddress), text)).ToList();
        foreach (var problem in data.Concat(management).Select(one => one.Problem).OfType<string>()) yield return problem;
        foreach (var (key, read) in ((string, List<(GuestAddress? Address, string?)>)[])[(nameof(settings.GuestAddress), data), (nameof(settings.GuestManagementAddress), management)])
            foreach (var twice in read.Select(one => one.Address?.Platform).OfType<string>().GroupBy(platform => platform).Where(group => group.Count() > 1))
                yield return $"{key}: {twice.Key} has {twice.Count()} addresses; a guest gets one.";
        foreach (var taken in data.Concat(management).Select(one => one.Address?.Address).OfType<IPAddress>().GroupBy(address => address).Where(group => group.Count() > 1))
            yield return $"GuestAddress: {taken.Key} stands there {taken.Count()} times; each guest needs one of its own.";
        foreach (var own in data.Concat(management).Select(one => one.Address?.Address).OfType<IPAddress>().Where(address => $"{address}" == settings.DataAddress || $"{address}" == settings.ManagementAddress))
            yield return $"GuestAddress: {own} is this host's own; a guest needs another.";
        if (settings.GuestManagementBridge is null) yield break;
        foreach (var missing in data.Select(one => one.Address?.Platform).OfType<string>().Except(management.Select(one => one.Address?.Platform)))
            yield return $"GuestManagementAddress: {missing} has none; with --guest-management-bridge every guest needs one.";
    }

    private static List<GuestAddress> Read(string key, string[] texts) => [.. texts.Select(text => GuestAddress.Read(key, text).Address).OfType<GuestAddress>()];

    // As the kernel has it; what is shorter can't be taken for a flag or a path by any tool.
    private static bool IsDevice(string name) =>
        name.Length is > 0 and <= LongestDevice && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@');
}
