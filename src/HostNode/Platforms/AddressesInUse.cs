using System.Net;
using System.Net.Sockets;

namespace ActorBench.HostNode.Platforms;

/// <summary>Whether somebody else has a guest's addresses already: two of one address take each other's frames, and either looks slow or dead.</summary>
internal static class AddressesInUse
{
    /// <returns>Null = both are free; else one sentence. Where a link can't be asked, whatever wires the guest to it says more.</returns>
    public static async Task<string?> WhyNot(HostNetwork network, string platform, int number)
    {
        var data = Look(network, platform, "data", "--guest-address", network.HostNamespace, network.DataBridge, network.GuestDataAddress(number), number);
        var management = network.GuestManagementAddress(number) is { } address
            ? Look(network, platform, "management", "--guest-management-address", network.ManagementBridge, network.ManagementLink, address, number)
            : Task.FromResult<string?>(null);
        return await data.ConfigureAwait(false) ?? await management.ConfigureAwait(false);
    }

    private static async Task<string?> Look(HostNetwork network, string platform, string kind, string flag, string place, string link, IPAddress address, int number)
    {
        try
        {
            var holder = await AddressProbe.Find(place, link, address, Own(network, number)).ConfigureAwait(false)
                ?? (await IsOfThisMachine(place, address).ConfigureAwait(false) ? "this machine itself" : null);
            return holder is null ? null : $"The {kind} address {address} of the {platform} guest is in use: {holder} answers for it on {link}{(place.Length == 0 ? "" : $" of {place}")}; "
                + (network.Own is null ? "take it off there." : $"take it off there, or give this host another with {flag}.");
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A guest that a killed host node has left is replaced by the start. Outside of a lab all of them have been removed before, and
    // another host with the same address has the same MACs.
    private static IReadOnlyCollection<string> Own(HostNetwork network, int number) =>
        network.Own is null ? [Macs.OfGuest(number, network), Macs.OfRouted(number, network), Macs.OfManagement(number, network)] : [];

    private static Task<bool> IsOfThisMachine(string place, IPAddress address)
    {
        return place.Length == 0 ? Task.FromResult(Binds()) : NetworkNamespace.Inside(place, Binds);

        bool Binds()
        {
            if (NetworkNamespace.Read("net/ipv4/ip_nonlocal_bind") != "0") return false;
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                socket.Bind(new IPEndPoint(address, 0));
                return true;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
            {
                return false;
            }
        }
    }
}
