using System.Net.Sockets;
using System.Text;

namespace ActorBench.Cli;

/// <summary>One question to a coordinator's socket file, in HTTP/1.0.</summary>
/// <remarks>Not <see cref="HttpClient"/>, which is slow to start in a process that asks one question and ends.</remarks>
internal static class CommandSocket
{
    private const string EndOfHead = "\r\n\r\n";

    /// <returns>The answer's body; null for an answer that is a refusal.</returns>
    public static async Task<string?> GetAsync(string socketPath, string question, CancellationToken cancel)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancel).ConfigureAwait(false);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {question} HTTP/1.0\r\nHost: coordinator{EndOfHead}"), cancel).ConfigureAwait(false);
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // Version 1.0 has no chunks and ends with the connection.
        var answer = await reader.ReadToEndAsync(cancel).ConfigureAwait(false);
        var body = answer.IndexOf(EndOfHead, StringComparison.Ordinal);
        return body > 0 && answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? answer[(body + EndOfHead.Length)..] : null;
    }
}
