using System.Net.Sockets;
using System.Text.Json;

namespace ActorBench.HostNode.Platforms.Machines;

/// <summary>Orders to a running QEMU over its socket, one connection an order: QEMU answers a single client and lets a second one wait unheard.</summary>
internal static class QmpClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>What the order answered.</returns>
    /// <exception cref="ToolException">QEMU refuses the order, is gone, or has not answered in 5 s.</exception>
    public static async Task<JsonElement> Execute(string socketPath, string order, CancellationToken ct, TimeSpan? patience = null)
    {
        var limit = patience ?? Patience;
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(limit);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), bound.Token);
            await using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream) { AutoFlush = true };
            return await Converse(reader, writer, order, bound.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ToolException($"QEMU has not answered `{order}` within {limit.TotalSeconds} s.", null);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new ToolException($"QEMU is not there for `{order}`: {e.Message.TrimEnd('.')}.", null);
        }
    }

    internal static async Task<JsonElement> Converse(TextReader from, TextWriter to, string order, CancellationToken ct)
    {
        await Answer(from, "its greeting", "QMP", ct);
        await Send(to, "qmp_capabilities");
        await Answer(from, "qmp_capabilities", "return", ct);
        await Send(to, order);
        return await Answer(from, order, "return", ct);
    }

    private static Task Send(TextWriter to, string order) => to.WriteLineAsync(JsonSerializer.Serialize(new Dictionary<string, string> { ["execute"] = order }));

    // Events come between the lines of a conversation, before an answer as well as after it.
    private static async Task<JsonElement> Answer(TextReader from, string order, string wanted, CancellationToken ct)
    {
        while (await from.ReadLineAsync(ct) is { } line)
        {
            using var message = Parse(line, order);
            if (message.RootElement.TryGetProperty(wanted, out var answer)) return answer.Clone();
            if (message.RootElement.TryGetProperty("error", out var error))
                throw new ToolException($"QEMU refuses `{order}`: {error.GetProperty("desc").GetString()?.TrimEnd('.')}.", null);
        }

        throw new ToolException($"QEMU ended before it answered `{order}`.", null);
    }

    private static JsonDocument Parse(string line, string order)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            throw new ToolException($"QEMU answered `{order}` with what is no JSON: {line}", null);
        }
    }
}
