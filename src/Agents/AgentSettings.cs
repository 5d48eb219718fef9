using System.Net;
using ActorBench.Agents.Configuration;
using ActorBench.Agents.Security;
using ActorBench.Agents.Spool;
using ActorBench.Messages.Agents;

namespace ActorBench.Agents;

/// <summary>How an agent is set up. Keys of its configuration file are the names of these properties.</summary>
public sealed class AgentSettings
{
    /// <summary>Name of the host, as in a campaign's pairs.</summary>
    public string Host { get; set; } = "";

    /// <summary>Of the endpoint; null for a host's own, <c>native</c>.</summary>
    public string? Platform { get; set; }

    /// <summary><c>host:port</c>, tried in turn.</summary>
    public string[] Coordinators { get; set; } = [];

    public string ManagementAddress { get; set; } = "";

    public string DataAddress { get; set; } = "";

    /// <summary>See <see cref="AgentOptions.AdvertisedDataAddress"/>.</summary>
    public string? AdvertisedDataAddress { get; set; }

    public int DataPort { get; set; }

    public int? Cpu { get; set; }

    /// <summary><c>name=value</c> each, shown in reports.</summary>
    public string[] Fact { get; set; } = [];

    /// <summary>Folder, or <see cref="SpoolPlace.None"/>; null for the standard one, where the agent stands by itself.</summary>
    public string? Spool { get; set; }

    public TlsKeys Tls { get; set; } = new();

    public string? JoinSecretFile { get; set; }

    public CapsKeys Caps { get; set; } = new();

    /// <summary>Networks that the agent may send to; empty: those of its data address.</summary>
    public string[] Allow { get; set; } = [];

    public bool Insecure { get; set; }

    /// <summary>See <see cref="AgentOptions.Platforms"/>.</summary>
    public string[] Platforms { get; set; } = [];

    /// <summary>See <see cref="AgentOptions.MaxGuests"/>.</summary>
    public int? MaxGuests { get; set; }

    /// <summary>See <see cref="GuestNetwork"/>; null where this host starts no guests by itself.</summary>
    public string? GuestBridge { get; set; }

    /// <summary><c>PLATFORM=ADDRESS/LENGTH</c> each.</summary>
    public string[] GuestAddress { get; set; } = [];

    public string? GuestManagementBridge { get; set; }

    public string[] GuestManagementAddress { get; set; } = [];

    internal static IReadOnlyList<SettingFlag> Flags { get; } =
    [
        new("--host", nameof(Host), "Name of the host, as in the campaign's pairs"),
        new("--coordinator", nameof(Coordinators), "address:port of a coordinator", Repeated: true),
        new("--management-address", nameof(ManagementAddress), "Own address for messages to the coordinator"),
        new("--data-address", nameof(DataAddress), "Own address that is measured"),
        new("--platform", nameof(Platform), "Platform of the endpoint in the campaign's platforms; a host's own is native"),
        new("--advertised-data-address", nameof(AdvertisedDataAddress), "Address or name that its peer dials instead, such as that of a service which forwards to it"),
        new("--data-port", nameof(DataPort), "Port that is measured, TCP and UDP; 0 takes a free one"),
        new("--cpu", nameof(Cpu), "Processor of the measuring thread"),
        new("--fact", nameof(Fact), "name=value, shown in reports", Repeated: true),
        new("--spool", nameof(Spool), "Folder where finished results outlive the agent until they are stored; none for none"),
        new("--tls-certificate", "Tls:Certificate", "PEM file of this node's certificate"),
        new("--tls-key", "Tls:Key", "PEM file of its key"),
        new("--tls-authority", "Tls:Authority", "PEM file of the authority that signs every node"),
        new("--join-secret-file", nameof(JoinSecretFile), "File with the secret that coordinators know too"),
        new("--insecure", nameof(Insecure), "Go without TLS on an address that others may reach.", Switch: true),
        new("--max-duration", "Caps:MaxDuration", "Seconds that a trial may last at most, whatever the coordinator orders"),
        new("--max-bytes", "Caps:MaxBytes", "Bytes that a trial of counted exchanges may move at most"),
        new("--platforms", nameof(Platforms), "Platform that this host may start guests on; without it, every one that it can", Repeated: true, Of: AgentRole.Host),
        new("--max-guests", nameof(MaxGuests), $"Guests that this host keeps at once, {AgentOptions.UsualGuests} without it; one that rests is ended where another needs its place", Of: AgentRole.Host),
        new("--guest-bridge", nameof(GuestBridge), "Bridge of this machine that guests are wired to, where no lab does it", Of: AgentRole.Host),
        new("--guest-address", nameof(GuestAddress), "PLATFORM=ADDRESS/LENGTH, the data address of the platform's guest here", Repeated: true, Of: AgentRole.Host),
        new("--guest-management-bridge", nameof(GuestManagementBridge), "Bridge of the guests' messages; without it their one link carries them, too", Of: AgentRole.Host),
        new("--guest-management-address", nameof(GuestManagementAddress), "PLATFORM=ADDRESS/LENGTH on that bridge", Repeated: true, Of: AgentRole.Host),
        new("--allow", nameof(Allow), "Network that the agent may send to, as 192.0.2.0/24; without it, those of its data address", Repeated: true),
    ];

    /// <returns>One sentence for each thing that is wrong.</returns>
    internal IEnumerable<string> Problems(AgentRole role)
    {
        if (Host.Length == 0) yield return "Host: name the host, as in the campaign's pairs, with --host.";
        if (role == AgentRole.Guest && string.IsNullOrEmpty(Platform)) yield return "Platform: name the platform that this guest runs on with --platform.";
        if (role == AgentRole.Guest && Platforms.Length > 0) yield return "Platforms: a guest starts no guests; take the key away.";
        if (role == AgentRole.Guest && (GuestBridge ?? GuestManagementBridge ?? GuestAddress.Concat(GuestManagementAddress).FirstOrDefault()) is not null)
            yield return "GuestBridge: a guest starts no guests; take the keys away.";
        if (Coordinators.Length == 0) yield return "Coordinators: name at least one with --coordinator host:port.";
        foreach (var wrong in Coordinators.Where(one => !HostAndPort.Is(one))) yield return $"Coordinators: '{wrong}' is not host:port.";
        foreach (var (key, flag, address) in ((string, string, string)[])[(nameof(ManagementAddress), "--management-address", ManagementAddress), (nameof(DataAddress), "--data-address", DataAddress)])
        {
            if (address.Length == 0) yield return $"{key}: give an own address with {flag}.";
            else if (!IPAddress.TryParse(address, out var own)) yield return $"{key}: '{address}' is not an IP address.";
            else if (OwnAddress.Problem(key, own) is { } others) yield return others;
        }

        if (DataPort is < 0 or > ushort.MaxValue) yield return $"DataPort: {DataPort} is not a port; one is 0 (any) to 65535.";
        if (MaxGuests is < 1) yield return $"MaxGuests: {MaxGuests} is not a number of guests.";
        foreach (var wrong in Fact.Where(one => one.IndexOf('=', StringComparison.Ordinal) < 1)) yield return $"Fact: '{wrong}' is not name=value.";
        foreach (var wrong in GuestNetwork.Problems(this)) yield return wrong;
        foreach (var wrong in Caps.Problems()) yield return wrong;
        foreach (var wrong in Allow.Where(one => !IPNetwork.TryParse(one, out _))) yield return $"Allow: '{wrong}' is no network; write it as 192.0.2.0/24.";
    }

    /// <param name="lab">A lab of this machine has started the agent.</param>
    /// <param name="withParent">The agent ends with whoever started it.</param>
    /// <exception cref="SecurityRefusedException">The agent must not start so.</exception>
    internal AgentOptions ToOptions(AgentRole role, bool lab, bool withParent) => new(
        role,
        Host,
        Platform ?? "native",
        Coordinators,
        IPAddress.Parse(ManagementAddress),
        IPAddress.Parse(DataAddress),
        Cpu,
        Fact.Select(one => one.Split('=', 2)).ToDictionary(one => one[0], one => one[1]))
    {
        AdvertisedDataAddress = AdvertisedDataAddress,
        DataPort = DataPort,
        Platforms = Platforms,
        MaxGuests = MaxGuests ?? AgentOptions.UsualGuests,
        Guests = GuestNetwork.Of(this),
        Caps = Caps.ToCaps() with { Allowed = [.. Allow.Select(one => IPNetwork.Parse(one))] },
        Spool = Spool switch
        {
            null => withParent ? null : SpoolPlace.Standard,
            SpoolPlace.None => null,
            var folder => new SpoolPlace(folder, Needed: true),
        },
        Security = new SecurityOptions { Tls = Tls.ToFiles(), JoinSecretFile = JoinSecretFile, Insecure = Insecure, Lab = lab }.Resolve(IPAddress.Parse(ManagementAddress)),
    };
}
