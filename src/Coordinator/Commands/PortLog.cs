using ActorBench.Agents;
using ActorBench.Reports;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace ActorBench.Coordinator.Commands;

/// <summary>Tells of peers of an HTTP port that sent no request or were refused: one line a second at most, for strangers can cause as many as they like.</summary>
/// <param name="port">What the line begins with, such as <c>The command port</c>.</param>
internal sealed class PortLog(string port, Action<string> say) : ILoggerProvider, ILogger
{
    private const int MostCharacters = 160;

    private readonly AsyncLocal<string?> _peer = new();
    private readonly LineLimit _limit = new();
    private readonly Lock _gate = new();

    /// <summary>Outermost part of a connection: what is logged inside is known by its peer.</summary>
    public ConnectionDelegate Around(ConnectionDelegate next) => connection =>
    {
        _peer.Value = $"{connection.RemoteEndPoint}";
        return next(connection);
    };

    public void Refused(string from, string reason) => Write($"{port} refused {from}: {reason}");

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    /// <summary>Kestrel's own words for what it could not read, and for what went wrong here, come with an exception, and nothing else of these categories does.</summary>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is null) return;
        var why = Words.Inert(exception.GetBaseException().Message.Split('\n')[0]);
        var what = logLevel < LogLevel.Error ? "got no request from" : $"failed by a {exception.GetBaseException().GetType().Name} for";
        Write($"{port} {what} {_peer.Value ?? "somebody"}: {(why.Length > MostCharacters ? why[..MostCharacters] + "…" : why)}");
    }

    public void Dispose()
    {
    }

    /// <summary>Where Kestrel says what it makes of a peer's bytes.</summary>
    public void AddTo(ILoggingBuilder logging)
    {
        logging.ClearProviders().SetMinimumLevel(LogLevel.None).AddProvider(this);
        foreach (var category in (string[])["Microsoft.AspNetCore.Server.Kestrel.BadRequests", "Microsoft.AspNetCore.Server.Kestrel.Https"])
            logging.AddFilter(category, LogLevel.Debug);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
    }

    private void Write(string line)
    {
        lock (_gate)
        {
            if (_limit.MayWrite(DateTime.UtcNow, ref line)) say(line);
        }
    }
}
