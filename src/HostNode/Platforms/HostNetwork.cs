using System.Globalization;
using System.Net;

namespace ActorBench.HostNode.Platforms;

/// <summary>What a host node must know of its lab to wire guests.</summary>
/// <param name="Prefix">The lab's name, which leads every name that it makes: ab4711.</param>
/// <param name="HostNumber">From 1.</param>
/// <param name="ManagementBridge">The namespace whose bridge <c>mg0</c> is the management network; <c>ip -n</c> reaches it from every host.</param>
/// <param name="ManagementAddress">The host's own; null = no management network apart, agents use the data address.</param>
public sealed record HostNetwork(
    string Prefix, int HostNumber, string HostNamespace, IPAddress DataAddress, int Mtu, string ManagementBridge, IPAddress? ManagementAddress)
{
    /// <summary>Both networks are /24.</summary>
    public const int PrefixLength = 24;

    /// <summary>A guest's last byte, the same on both networks: the platform's offset + the host's number.</summary>
    public IPAddress GuestDataAddress(int platformOffset) => WithLastByte(DataAddress, platformOffset + HostNumber);

    public IPAddress? GuestManagementAddress(int platformOffset) =>
        ManagementAddress is null ? null : WithLastByte(ManagementAddress, platformOffset + HostNumber);

    /// <summary>One word for a command line; <see cref="Parse"/> reads it.</summary>
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
}
