using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ActorBench.Agents.Configuration;

/// <summary>The address that a guest of a platform gets on a host, as its configuration writes it: <c>xen=192.0.2.10/24</c>.</summary>
/// <param name="PrefixLength">Of the network that the address is in.</param>
public sealed record GuestAddress(string Platform, IPAddress Address, int PrefixLength)
{
    /// <returns>The address; or null, and one sentence.</returns>
    internal static (GuestAddress? Address, string? Problem) Read(string key, string text)
    {
        if (text.Split('=') is not [{ Length: > 0 } platform, var where]) return (null, $"{key}: '{text}' is not PLATFORM=ADDRESS/LENGTH, as xen=192.0.2.10/24.");
        if (where.Split('/') is not [var word, var bits] || !int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return (null, $"{key}: '{where}' has no length of its network; write it as 192.0.2.10/24.");
        if (!IPAddress.TryParse(word, out var address) || address.AddressFamily != AddressFamily.InterNetwork || word.Count(c => c == '.') != 3)
            return (null, $"{key}: '{word}' is not an IPv4 address.");
        if (length is < 8 or > 30) return (null, $"{key}: a network of length {length} holds no guest beside its host; it is 8 to 30.");
        return (new GuestAddress(platform, address, length), null);
    }
}
