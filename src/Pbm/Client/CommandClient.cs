using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ActorBench.Messages.Commands;

namespace ActorBench.Pbm.Client;

/// <summary>Gives commands to a coordinator and reads its answers as they come.</summary>
/// <remarks>HTTP/1.0 by hand: an <c>HttpClient</c> is slow to start in a process that asks one question and ends.</remarks>
public sealed class CommandClient(CoordinatorAddress address, ClientSettings settings)
{
    public CoordinatorAddress Address => address;

    /// <exception cref="CommandException">Nobody answers, or not as a coordinator does.</exception>
    public async Task<IReadOnlyList<PaletteCard>> PalettesAsync(CancellationToken cancel)
    {
        var (ok, reader) = await AskAsync("GET /palettes", null, cancel).ConfigureAwait(false);
        using (reader)
        {
            var text = await reader.ReadToEndAsync(cancel).ConfigureAwait(false);
            if (!ok) throw Refusal(Frame(text.Trim()));
            try
            {
                return CommandWire.ReadPalettes(text);
            }
            catch (JsonException)
            {
                throw NoCoordinator();
            }
        }
    }

    /// <returns>The lines of the answer.</returns>
    /// <exception cref="CommandException">Nobody answers, the command is refused, or the answer breaks off.</exception>
    public async IAsyncEnumerable<string> RunAsync(string palette, string command, CommandRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (_, reader) = await AskAsync($"POST /{Uri.EscapeDataString(palette)}/{Uri.EscapeDataString(command)}", CommandWire.Write(request), cancel).ConfigureAwait(false);
        using (reader)
        {
            while (await ReadLineAsync(reader, cancel).ConfigureAwait(false) is { } text)
            {
                var frame = Frame(text);
                if (frame.Error is not null) throw Refusal(frame);
                if (frame.End is not null) yield break;
                yield return frame.Line ?? "";
            }
        }

        throw new CommandException(ClientExitCode.Unreachable, $"The answer of {address} broke off: the coordinator or the way to it is gone. Give the command again.");
    }

    private async Task<(bool Ok, StreamReader Body)> AskAsync(string line, string? body, CancellationToken cancel)
    {
        var stream = await CommandConnection.OpenAsync(address, settings, cancel).ConfigureAwait(false);
        var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            var bytes = Encoding.UTF8.GetBytes(body ?? "");
            var head = new StringBuilder($"{line} HTTP/1.0\r\nHost: {(address.SocketPath is null && address.Host.Contains(':', StringComparison.Ordinal) ? $"[{address.Host}]" : address.Host)}\r\n");
            if (settings.Token is { } token) head.Append("Authorization: Bearer ").Append(token).Append("\r\n");
            if (body is not null) head.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {bytes.Length}\r\n");
            // All at once: an answer may be there, and the other end gone, before a second part is sent.
            await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. bytes], cancel).ConfigureAwait(false);
            var status = await ReadLineAsync(reader, cancel).ConfigureAwait(false);
            if (status?.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) != true) throw NoCoordinator();
            while (await ReadLineAsync(reader, cancel).ConfigureAwait(false) is { Length: > 0 })
            {
                // Headers say nothing that the lines do not.
            }

            return (status.Contains(" 200 ", StringComparison.Ordinal), reader);
        }
        catch (Exception e)
        {
            reader.Dispose();
            if (e is IOException) throw NoCoordinator();
            throw;
        }
    }

    private static async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancel)
    {
        try
        {
            return await reader.ReadLineAsync(cancel).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private CommandFrame Frame(string line)
    {
        try
        {
            return CommandWire.ReadFrame(line);
        }
        catch (JsonException)
        {
            throw NoCoordinator();
        }
    }

    private static CommandException Refusal(CommandFrame frame) => new(frame.End ?? ClientExitCode.Usage, frame.Error ?? "Refused.");

    private CommandException NoCoordinator() => new(
        ClientExitCode.Unreachable,
        $"What answers at {address} is not a coordinator's command port, or it wants TLS: name its authority with --tls-authority or {ClientSettings.AuthorityVariable}.");
}
