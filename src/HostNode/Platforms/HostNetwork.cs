using System.Globalization;
using System.Net;

namespace ActorBench.HostNode.Platforms;

/// <summary>Where a host stands among the others of its lab, and so where its guests stand; or, with <see cref="Own"/>, on networks of its own.</summary>
/// <remarks>
/// In a lab. Data: host H has 10.77.0.H, its guest on the platform of number N has 10.77.N.H. Management, in the lab's own /20: host H has
/// base + 0.H, its guest base + N.H, the lab's owner base + 0.254.
/// </remarks>
/// <param name="Prefix">The lab's name, which leads every name that it makes: ab4711.</param>
/// <param name="HostNumber">From 1.</param>
/// <param name="HostNamespace">Where <see cref="DataBridge"/> stands, which leads to the data network; empty: where the host node is.</param>
/// <param name="ManagementBridge">The namespace whose bridge <see cref="ManagementLink"/> is the management network; <c>ip -n</c> reaches it from every host. Empty: where the host node is.</param>
/// <param name="ManagementAddress">The host's own; null = no management network apart, agents use the data address.</param>
public sealed record HostNetwork(
    string Prefix, int HostNumber, string HostNamespace, IPAddress DataAddress, int Mtu, string ManagementBridge, IPAddress? ManagementAddress)
{
    public const string Bridge = "br0";
    public const string ManagementDevice = "mg0";
    public const int DataPrefixLength = 16;
    public const int ManagementPrefixLength = 20;

    /// <summary>What a host outside of any lab was told of its guests; null in a lab.</summary>
    public OwnLinks? Own { get; init; }

    public string DataBridge => Own?.Bridge ?? Bridge;

    public string ManagementLink => Own?.ManagementBridge ?? ManagementDevice;

    /// <summary>What everything of a guest is named by: ab4711-h1-bridge.</summary>
    public string GuestName(string platform) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}-h{HostNumber}-{platform}");

    /// <param name="number">The platform's: <see cref="IPlatformDriver.Number"/>.</param>
    public IPAddress GuestDataAddress(int number) => Own?.Data[number].Address ?? Numbered(DataAddress, number);

    public int GuestDataLength(int number) => Own?.Data[number].PrefixLength ?? DataPrefixLength;

    /// <summary>The guest's data network in the form of a route: 10.77.0.0/16.</summary>
    public string GuestDataNetwork(int number) => $"{new IPNetwork(Masked(GuestDataAddress(number), GuestDataLength(number)), GuestDataLength(number))}";

    /// <inheritdoc cref="GuestDataAddress"/>
    /// <returns>Null where there is no management network apart.</returns>
    public IPAddress? GuestManagementAddress(int number) =>
        Own is not null ? Own.Management.GetValueOrDefault(number)?.Address : ManagementAddress is null ? null : Numbered(ManagementAddress, number);

    /// <summary>Where a guest is reached: over the data network alone where no other is apart.</summary>
    public GuestAddresses GuestAddresses(int number)
    {
        var data = GuestDataAddress(number);
        return new GuestAddresses(data, GuestManagementAddress(number) ?? data);
    }

    public int GuestManagementLength(int number) => Own?.Management.GetValueOrDefault(number)?.PrefixLength ?? ManagementPrefixLength;

    /// <returns>Null: a guest of the platform has an address here; else one sentence.</returns>
    public string? WhyNoGuest(string platform, int number) => Own is null || Own.Data.ContainsKey(number)
        ? null
        : $"This host's configuration has no address for a guest of platform {platform}: add --guest-address {platform}=ADDRESS/LENGTH.";

    /// <summary>One word for a command line; <see cref="Parse"/> reads it. Of a lab only: a host's own links are in its configuration.</summary>
    public string ToArgument() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Prefix},{HostNumber},{HostNamespace},{DataAddress},{Mtu},{ManagementBridge},{ManagementAddress}");

    /// <exception cref="FormatException">It is not what <see cref="ToArgument"/> writes.</exception>
    public static HostNetwork Parse(string argument)
    {
        var part = argument.Split(',');
        if (part.Length != 7) throw new FormatException($"A host network has 7 parts, '{argument}' has {part.Length}.");
        return new HostNetwork(
            part[0], int.Parse(part[1], CultureInfo.InvariantCulture), part[2], IPAddress.Parse(part[3]),
            int.Parse(part[4], CultureInfo.InvariantCulture), part[5], part[6].Length == 0 ? null : IPAddress.Parse(part[6]));
    }

    internal static IPAddress WithLastByte(IPAddress network, int lastByte)
    {
        var bytes = network.GetAddressBytes();
        bytes[^1] = checked((byte)lastByte);
        return new IPAddress(bytes);
    }

    private static IPAddress Numbered(IPAddress host, int number)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(number is >= 1 and <= 15, true);
        var bytes = host.GetAddressBytes();
        bytes[^2] += (byte)number;
        return new IPAddress(bytes);
    }

    private static IPAddress Masked(IPAddress address, int bits) =>
        new(address.GetAddressBytes().Select((one, index) => (byte)(one & (0xFF00 >> Math.Clamp(bits - (8 * index), 0, 8)))).ToArray());
}

/// <inheritdoc cref="HostNetwork.GuestAddresses"/>
public sealed record GuestAddresses(IPAddress Data, IPAddress Management);
