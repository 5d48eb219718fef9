using System.Text.Json;
using ActorBench.Agents;
using ActorBench.Agents.Configuration;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Guests;

/// <summary>Guests of a host that no lab has made: its links as they are, and what an earlier host node of its name has left.</summary>
/// <remarks>Disposing it lets the next host node of this name start.</remarks>
internal sealed class OwnNetwork : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Platforms whose guests need no port of a bridge.</summary>
    private static readonly string[] WithoutBridge = ["routed", "macvlan", "openvz"];

    private readonly FileStream _claim;

    private OwnNetwork(FileStream claim, HostNetwork network) => (_claim, Network) = (claim, network);

    public HostNetwork Network { get; }

    /// <summary>Looks at the links, and removes the guests that a dead host node of this name has left.</summary>
    /// <exception cref="NodeConfigurationException">Something is not as the configuration says, or another host node has the name.</exception>
    public static async Task<OwnNetwork> Take(AgentOptions options, GuestNetwork guests, IReadOnlyList<IPlatformDriver> drivers, CancellationToken ct)
    {
        var links = new OwnLinks(
            guests.Bridge, ByNumber(nameof(AgentSettings.GuestAddress), guests.Addresses, drivers),
            guests.ManagementBridge, ByNumber(nameof(AgentSettings.GuestManagementAddress), guests.ManagementAddresses, drivers));
        var (kind, mtu) = await Look(nameof(AgentSettings.GuestBridge), guests.Bridge, ct);
        if (kind != "bridge" && guests.Addresses.FirstOrDefault(one => !WithoutBridge.Contains(one.Platform)) is { } bridged)
            throw Wrong($"GuestBridge: {guests.Bridge} is no bridge, and guests of platform {bridged.Platform} need one.");
        if (guests.ManagementBridge is { } management && (await Look(nameof(AgentSettings.GuestManagementBridge), management, ct)).Kind != "bridge")
            throw Wrong($"GuestManagementBridge: {management} is no bridge.");
        if (guests.Addresses.Any(one => one.Platform == "routed") && NetworkNamespace.Read("net/ipv4/ip_forward") != "1")
            throw Wrong("GuestAddress: this host does not forward, which routed guests need: sysctl -w net.ipv4.ip_forward=1.");

        var prefix = PrefixOf(options.Host);
        var claim = Claim(prefix, options.Host);
        try
        {
            await Leftovers.RemoveGuests(prefix, ct);
            return new OwnNetwork(claim, new HostNetwork(prefix, 1, "", options.DataAddress, mtu, "", options.ManagementAddress) { Own = links });
        }
        catch (ToolException e)
        {
            LabClaim.Release(claim);
            throw Wrong(e.Message);
        }
    }

    public void Dispose() => LabClaim.Release(_claim);

    /// <summary>Leads every name that this host makes. A dash would make the prefix of host a one of host a-b's, too.</summary>
    internal static string PrefixOf(string host) => $"ab-{string.Concat(host.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '.'))}";

    private static Dictionary<int, GuestAddress> ByNumber(string key, IReadOnlyList<GuestAddress> addresses, IReadOnlyList<IPlatformDriver> drivers) =>
        addresses.ToDictionary(address => (drivers.FirstOrDefault(driver => driver.Platform == address.Platform)
            ?? throw Wrong($"{key}: this host starts no guests of platform '{address.Platform}'; choose from: {string.Join(", ", drivers.Select(driver => driver.Platform))}.")).Number);

    private static async Task<(string Kind, int Mtu)> Look(string key, string device, CancellationToken ct)
    {
        try
        {
            using var read = JsonDocument.Parse(await Tool.Run("ip", ["-json", "-details", "link", "show", "dev", device], Limit, ct));
            var link = read.RootElement[0];
            var kind = link.TryGetProperty("linkinfo", out var info) && info.TryGetProperty("info_kind", out var word) ? word.GetString()! : "physical";
            return (kind, link.GetProperty("mtu").GetInt32());
        }
        catch (ToolException e) when (e.ExitCode is not null)
        {
            throw Wrong($"{key}: this machine has no link {device}.");
        }
        catch (ToolException e)
        {
            throw Wrong($"{key}: {e.Message}");
        }
    }

    private static FileStream Claim(string prefix, string host)
    {
        var path = Path.Combine(LabClaim.Folder, $"{prefix}.host");
        try
        {
            Directory.CreateDirectory(LabClaim.Folder);
            while (true)
            {
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                // Given back between our opening and locking it? Then the path is nobody's, or another's by now.
                if (LabClaim.IsAt(file, path)) return file;
                file.Dispose();
            }
        }
        catch (UnauthorizedAccessException)
        {
            throw Wrong($"GuestBridge: {path} can't be written: starting guests needs root.");
        }
        catch (IOException)
        {
            throw Wrong($"Host: another host node on this machine starts guests of host {host}; end it first.");
        }
    }

    private static NodeConfigurationException Wrong(string sentence) => new([sentence]);
}
