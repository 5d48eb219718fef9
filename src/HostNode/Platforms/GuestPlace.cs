using System.Net;

namespace ActorBench.HostNode.Platforms;

/// <summary>The namespace, data link and management link of one guest.</summary>
internal sealed class GuestPlace(NamespacePlatform platform, HostNetwork network)
{
    public const string ManagementDevice = "mg0";

    public string Platform => platform.Platform;

    public HostNetwork Network => network;

    public string Name { get; } = $"{network.Prefix}-h{network.HostNumber}-{platform.Platform}";

    public IPAddress DataAddress { get; } = network.GuestDataAddress(platform.AddressOffset);

    public IPAddress ManagementAddress { get; } =
        network.GuestManagementAddress(platform.AddressOffset) ?? network.GuestDataAddress(platform.AddressOffset);

    public string DataNetwork => $"{HostNetwork.WithLastByte(network.DataAddress, 0)}/{HostNetwork.PrefixLength}";

    public IReadOnlyList<string> Enter => [Tool.Find("nsenter") ?? "nsenter", $"--net={NetworkNamespace.PathOf(Name)}", "--"];

    // At most 15 characters, and unique in the management namespace: g1bridge, g49routed.
    private string ManagementPort => $"g{network.HostNumber}{platform.Platform}";

    public async Task Create(CancellationToken ct)
    {
        var prefix = network.Prefix;
        await IpBatch.Run("ip", null, [$"netns add {Name}"], prefix, ct);
        await NetworkNamespace.Quieten(Name, forwards: false);
        await Task.WhenAll(
            IpBatch.Run("ip", network.HostNamespace, platform.HostLines(this), prefix, ct),
            network.ManagementAddress is null ? Task.CompletedTask : IpBatch.Run("ip", network.ManagementBridge, ManagementLines(), prefix, ct));
        await IpBatch.Run("ip", Name, ["link set lo up", .. platform.GuestLines(this), .. GuestManagementLines()], prefix, ct);
    }

    /// <summary>Succeeds on a half-made and on a missing guest, kills what still runs inside, and takes no token: it is how things are undone.</summary>
    public async Task Remove()
    {
        if (!File.Exists(NetworkNamespace.PathOf(Name))) return;
        await Inhabitants.Kill([Name], network.Prefix);
        // The links go first and by name: with the namespace they would go a moment later, and a restarted guest would find them taken.
        await Task.WhenAll(
            IpBatch.RunAll(network.HostNamespace, platform.UndoLines(this), network.Prefix, CancellationToken.None),
            network.ManagementAddress is null
                ? Task.CompletedTask
                : IpBatch.RunAll(network.ManagementBridge, [$"link del {ManagementPort}"], network.Prefix, CancellationToken.None));
        await IpBatch.RunAll(null, [$"netns del {Name}"], network.Prefix, CancellationToken.None);
    }

    public async Task<IReadOnlyDictionary<string, string>> Facts() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["wiring"] = platform.Platform,
        ["device"] = platform.Device,
        ["host_device"] = platform.HostDevice(network),
        ["mtu"] = $"{network.Mtu}",
        ["offloads"] = await Offloads.Describe(Name, platform.Device),
        ["kernel"] = NetworkNamespace.Read("kernel/osrelease"),
    };

    // The port is isolated: agents reach the coordinator over this network and never each other.
    private string[] ManagementLines() =>
    [
        $"link add {ManagementPort} type veth peer name {ManagementDevice} netns {Name}",
        $"link set {ManagementPort} master {ManagementDevice} up",
        $"link set {ManagementPort} type bridge_slave isolated on",
    ];

    // No default route, here or on the data link: an address that is in neither network is unreachable, not rerouted.
    private string[] GuestManagementLines() => network.ManagementAddress is null ? [] :
    [
        $"addr add {ManagementAddress}/{HostNetwork.PrefixLength} dev {ManagementDevice}",
        $"link set {ManagementDevice} up",
    ];
}
