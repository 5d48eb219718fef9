using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ActorBench.Agents.Configuration;

/// <summary>Whether an address is one of this machine's, as each that is listened on must be.</summary>
internal static class OwnAddress
{
    /// <returns>A sentence for one that is another's; null where it is fine, or IPv6, whose addresses take a while to come up.</returns>
    public static string? Problem(string key, IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetwork) return null;
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(address, 0));
            return null;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return $"{key}: {address} is not an address of this machine; it has {string.Join(", ", Own())}.";
        }
    }

    private static IEnumerable<IPAddress> Own() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(own => own.Address)
            .Where(own => own.AddressFamily == AddressFamily.InterNetwork);
}
