using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ActorBench.Coordinator.Commands;

/// <summary>Serves operator commands as streamed lines of JSON over HTTP.</summary>
public sealed class CommandServer : IAsyncDisposable
{
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly CommandEndpoint _endpoint;
    private readonly CancellationTokenSource _stop;

    private CommandServer(WebApplication app, CommandEndpoint endpoint, CancellationTokenSource stop)
    {
        _app = app;
        _endpoint = endpoint;
        _stop = stop;
    }

    /// <summary>The port that it listens on; 0 for a socket file.</summary>
    public int Port => _endpoint.SocketPath is not null
        ? 0
        : new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    /// <param name="audit">Told of each command that changes something, once it has its result.</param>
    /// <param name="say">Gets a line about those who are not let in or send no request.</param>
    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<CommandServer> StartAsync(
        CommandEndpoint endpoint, IReadOnlyList<CommandPalette> palettes, Func<CommandDeed, Task>? audit = null, Action<string>? say = null)
    {
        if (endpoint.SocketPath is { } left) File.Delete(left);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var log = new PortLog("The command port", say ?? (_ => { }));
        log.AddTo(builder.Logging);
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.CreateBoundListenSocket = endpoint.Bind).ConfigureKestrel(kestrel =>
        {
            Limit(kestrel.Limits);
            kestrel.AddServerHeader = false;
            endpoint.Listen(kestrel, log);
        });
        var app = builder.Build();
        var stop = new CancellationTokenSource();
        var door = new CommandDoor(endpoint, palettes, audit ?? (_ => Task.CompletedTask), log, stop.Token);
        app.Run(door.AnswerAsync);
        await app.StartAsync().ConfigureAwait(false);
        return new CommandServer(app, endpoint, stop);
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever still streams would keep it from ending.
        await _stop.CancelAsync().ConfigureAwait(false);
        using var bound = new CancellationTokenSource(StopBound);
        await _app.StopAsync(bound.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
        if (_endpoint.SocketPath is { } path) File.Delete(path);
    }

    /// <summary>What a stranger may take of this process: little, and not for long.</summary>
    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = 64;
        limits.MaxRequestBodySize = 256 * 1024;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestHeadersTotalSize = 8 * 1024;
        limits.MaxRequestBufferSize = 64 * 1024;
        limits.RequestHeadersTimeout = CommandEndpoint.Patience;
        limits.KeepAliveTimeout = CommandEndpoint.Patience;
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 4096, gracePeriod: TimeSpan.FromSeconds(2));
    }
}
