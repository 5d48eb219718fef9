using System.Net;

namespace ActorBench.HostNode.Platforms;

/// <summary>The namespace, data link and management link of one guest.</summary>
internal sealed class GuestPlace(string platform, int number, Wiring wiring, HostNetwork network)
{
    public const string ManagementDevice = "mg0";

    private readonly SortedDictionary<string, string> _facts = new(StringComparer.Ordinal);

    public string Platform => platform;

    /// <summary>The platform's.</summary>
    public int Number => number;

    public HostNetwork Network => network;

    public string Name { get; } = network.GuestName(platform);

    public GuestAddresses Addresses { get; } = network.GuestAddresses(number);

    public IPAddress DataAddress => Addresses.Data;

    public IPAddress ManagementAddress => Addresses.Management;

    /// <summary>The host's end of the data link; unique in the host's namespace.</summary>
    public string HostDevice => $"vg{number}";

    public IReadOnlyList<string> Enter => [Tool.Find("nsenter") ?? "nsenter", $"--net={NetworkNamespace.PathOf(Name)}", "--"];

    /// <summary>What is known of the place once it is made, and of what else holds the guest.</summary>
    public IReadOnlyDictionary<string, string> Facts => _facts;

    // At most 15 characters, and unique in the management namespace: g49n13.
    private string ManagementPort => $"g{network.HostNumber}n{number}";

    public async Task Create(CancellationToken ct)
    {
        var prefix = network.Prefix;
        await IpBatch.Run("ip", null, [$"netns add {Name}"], prefix, ct);
        await NetworkNamespace.Quieten(Name, forwards: false);
        await Task.WhenAll(
            IpBatch.Run("ip", network.HostNamespace, wiring.HostLines(this), prefix, ct),
            network.GuestManagementAddress(number) is null ? Task.CompletedTask : IpBatch.Run("ip", network.ManagementBridge, ManagementLines(), prefix, ct));
        await IpBatch.Run("ip", Name, ["link set lo up", .. wiring.GuestLines(this), .. GuestManagementLines()], prefix, ct);
        Add("guest.wiring", wiring.Name);
        Add("guest.offloads", await Offloads.Describe(Name, wiring.Device));
    }

    public void Add(string fact, string value) => _facts[fact] = value;

    public IReadOnlyList<string> Fill(IReadOnlyList<string> command) => GuestWords.Fill(command, Addresses, Facts);

    /// <summary>Succeeds on a half-made and on a missing guest, kills what still runs inside, and takes no token: it is how things are undone.</summary>
    public async Task Remove()
    {
        if (!File.Exists(NetworkNamespace.PathOf(Name))) return;
        await Inhabitants.Kill([Name], network.Prefix);
        // The links go first and by name: with the namespace they would go a moment later, and a restarted guest would find them taken.
        await Task.WhenAll(
            IpBatch.RunAll(network.HostNamespace, wiring.UndoLines(this), network.Prefix, CancellationToken.None),
            IpBatch.RunAll(Name, [$"link del {wiring.Device}"], network.Prefix, CancellationToken.None),
            network.GuestManagementAddress(number) is null
                ? Task.CompletedTask
                : IpBatch.RunAll(network.ManagementBridge, [$"link del {ManagementPort}"], network.Prefix, CancellationToken.None));
        await IpBatch.RunAll(null, [$"netns del {Name}"], network.Prefix, CancellationToken.None);
    }

    // The port is isolated: agents reach the coordinator over this network and never each other.
    private string[] ManagementLines() =>
    [
        $"link add {ManagementPort} type veth peer name {ManagementDevice} address {Macs.OfManagement(number, network)} netns {Name}",
        $"link set {ManagementPort} master {network.ManagementLink} up",
        $"link set {ManagementPort} type bridge_slave isolated on",
    ];

    // No default route, here or on the data link: an address that is in neither network is unreachable, not rerouted.
    private string[] GuestManagementLines() => network.GuestManagementAddress(number) is null ? [] :
    [
        $"addr add {ManagementAddress}/{network.GuestManagementLength(number)} dev {ManagementDevice}",
        $"link set {ManagementDevice} up",
    ];
}
