using System.Net;
using System.Net.Sockets;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Labs;

/// <summary>Real sockets in named namespaces. A socket stays in the namespace of the thread that made it, whoever uses it later.</summary>
internal static class Network
{
    private const int PatienceMs = 5_000;

    public static Task<Socket> Udp(string name, IPAddress address) => NetworkNamespace.Inside(name, () =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = PatienceMs };
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    });

    public static async Task<(Socket Client, Socket Server)> Tcp(string client, IPAddress from, string server, IPAddress to)
    {
        using var listener = await NetworkNamespace.Inside(server, () =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(to, 0));
            socket.Listen();
            return socket;
        });
        var connected = await NetworkNamespace.Inside(client, () =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = PatienceMs };
            socket.Bind(new IPEndPoint(from, 0));
            return socket;
        });
        await connected.ConnectAsync(listener.LocalEndPoint!).WaitAsync(TimeSpan.FromMilliseconds(PatienceMs));
        return (connected, await listener.AcceptAsync());
    }

    public static Task<string> Ip(params string[] arguments) => Tool.Run("ip", arguments, TimeSpan.FromSeconds(5));

    /// <summary>Names and links of the machine, to compare before with after. Links in the order of their names, without flags that come and go.</summary>
    public static async Task<string> Everything()
    {
        var links = (await Ip("-br", "link")).Split('\n').Select(line => line.Split([' ', '@'])[0]).Order(StringComparer.Ordinal);
        return $"{await Ip("netns", "list")}\n{string.Join(' ', links)}";
    }

    public static long Forwarded(string name) => NetworkNamespace.Inside(name, () =>
    {
        var rows = File.ReadLines("/proc/thread-self/net/snmp").Where(line => line.StartsWith("Ip: ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')).ToList();
        return long.Parse(rows[1][Array.IndexOf(rows[0], "ForwDatagrams")]);
    }).GetAwaiter().GetResult();
}
