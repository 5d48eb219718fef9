using System.Net.Sockets;

namespace ActorBench.Cli.Labs.Standing;

/// <summary>The file where a coordinator of this machine answers commands.</summary>
internal static class CommandSocket
{
    /// <summary>It is there, and the process that has made it is no more: that refuses, where one that is busy makes us wait.</summary>
    public static bool IsDead(string path)
    {
        if (!File.Exists(path)) return false;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return false;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }
}
