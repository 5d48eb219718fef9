using System.Net.Sockets;
using System.Text.Json;
using Akka.Actor;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActorBench.Coordinator.Commands;

/// <summary>Serves operator commands as streamed lines of JSON over HTTP, here on a socket file that only its owner may open.</summary>
public sealed class CommandServer : IAsyncDisposable
{
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly string _socketPath;

    private CommandServer(WebApplication app, string socketPath)
    {
        _app = app;
        _socketPath = socketPath;
    }

    /// <param name="socketPath">At most 107 bytes, the limit of a socket's address. A file that a dead process left there is replaced.</param>
    public static async Task<CommandServer> StartAsync(string socketPath, IReadOnlyList<OperatorCommand> commands)
    {
        File.Delete(socketPath);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.CreateBoundListenSocket = _ => Bind(socketPath)).ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUnixSocket(socketPath);
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        });
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, commands));
        await app.StartAsync().ConfigureAwait(false);
        return new CommandServer(app, socketPath);
    }

    public async ValueTask DisposeAsync()
    {
        using var bound = new CancellationTokenSource(StopBound);
        await _app.StopAsync(bound.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        File.Delete(_socketPath);
    }

    /// <summary>Closed to others before anyone can connect: until it listens, a connection is refused.</summary>
    internal static Socket Bind(string socketPath)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(socketPath));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(socketPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary><c>GET /palette/command?argument=value</c>.</summary>
    private static async Task AnswerAsync(HttpContext context, IReadOnlyList<OperatorCommand> commands)
    {
        var words = context.Request.Path.Value?.Trim('/').Split('/') ?? [];
        var command = words is [var palette, var name] ? commands.FirstOrDefault(c => c.Palette == palette && c.Name == name) : null;
        var arguments = context.Request.Query.ToDictionary(a => a.Key, a => a.Value.ToString());
        if (command is null)
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"There is no command '{string.Join(' ', words)}'.").ConfigureAwait(false);
        else if (command.Arguments.FirstOrDefault(a => a.Mandatory && !arguments.ContainsKey(a.Name)) is { } missing)
            await RefuseAsync(context, StatusCodes.Status400BadRequest, $"{command.Palette} {command.Name} needs -{missing.Name}.").ConfigureAwait(false);
        else
            await RunAsync(context, command, arguments).ConfigureAwait(false);
    }

    private static async Task RunAsync(HttpContext context, OperatorCommand command, Dictionary<string, string> arguments)
    {
        try
        {
            await foreach (var line in command.Run(arguments, context.RequestAborted).ConfigureAwait(false))
                await context.Response.WriteAsync(line + "\n", context.RequestAborted).ConfigureAwait(false);
        }
        catch (CommandRefusedException e)
        {
            await RefuseAsync(context, StatusCodes.Status409Conflict, e.Message).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            await RefuseAsync(context, StatusCodes.Status504GatewayTimeout, "The coordinator did not answer in time.").ConfigureAwait(false);
        }
    }

    private static Task RefuseAsync(HttpContext context, int code, string sentence)
    {
        if (!context.Response.HasStarted) context.Response.StatusCode = code;
        return context.Response.WriteAsync($"{{\"error\":\"{JsonEncodedText.Encode(sentence)}\"}}\n");
    }
}
