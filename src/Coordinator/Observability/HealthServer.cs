using System.Net;
using ActorBench.Coordinator.Commands;
using ActorBench.Coordinator.Nodes;
using Akka.Cluster;
using Akka.Event;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ActorBench.Coordinator.Observability;

/// <summary>Plain HTTP for probes and scrapers: <c>/healthz</c>, <c>/readyz</c>, <c>/metrics</c> and nothing else. It changes nothing and tells no result.</summary>
public sealed class HealthServer : IAsyncDisposable
{
    /// <summary>The process answers.</summary>
    public const string LivePath = "/healthz";

    /// <summary>The node takes work: its member is up and its journal answers.</summary>
    public const string ReadyPath = "/readyz";

    public const string MetricsPath = "/metrics";

    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CheckBound = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;

    private HealthServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, such as <c>http://127.0.0.1:9111</c>.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<HealthServer> StartAsync(CoordinatorNode node, HealthServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var log = new PortLog("The health port", line => node.System.Log.Warning("{0}", line));
        log.AddTo(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(new IPEndPoint(options.Address, options.Port), listen => listen.Use(log.Around));
            kestrel.Limits.RequestHeadersTimeout = CommandEndpoint.Patience;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = 64;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddHealthChecks()
            .AddCheck("member", new MemberCheck(Cluster.Get(node.System)), timeout: CheckBound)
            .AddCheck("journal", new JournalCheck(node), timeout: CheckBound);
        builder.Services.AddTelemetry(node, options.Otlp);
        var app = builder.Build();
        app.Use((context, next) => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? next(context) : NotThis(context));
        app.UseHealthChecks(LivePath, new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        app.UseHealthChecks(ReadyPath, new HealthCheckOptions { ResponseWriter = WriteAsync });
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == MetricsPath);
        await app.StartAsync().ConfigureAwait(false);
        return new HealthServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        using var bound = new CancellationTokenSource(StopBound);
        await _app.StopAsync(bound.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static Task NotThis(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    /// <summary>One line a check that failed: what an operator sees in a probe's event.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var failed = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(entry => $"{entry.Key}: {entry.Value.Description ?? entry.Value.Exception?.Message}");
        return context.Response.WriteAsync(report.Status == HealthStatus.Healthy ? "ok\n" : string.Join('\n', failed) + "\n");
    }
}
