using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ActorBench.Coordinator.Tests.Observability;

/// <summary>An OTLP receiver over HTTP that keeps the spans and the names of the metrics that it was sent.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public ConcurrentQueue<Span> Spans { get; } = new();

    public ConcurrentDictionary<string, bool> Metrics { get; } = new();

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new Collector(builder.Build());
        collector._app.Run(collector.TakeAsync);
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        // ExportTraceServiceRequest → ResourceSpans (1) → ScopeSpans (2) → Span (2); metrics nest alike.
        var items = Parts(body.ToArray(), 1).SelectMany(r => Parts(r, 2)).SelectMany(s => Parts(s, 2));
        switch (context.Request.Path.Value)
        {
            case "/v1/traces":
                foreach (var span in items) Spans.Enqueue(Span.Of(span));
                break;
            case "/v1/metrics":
                foreach (var metric in items) Metrics[Text(metric, 1)] = true;
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private static string Text(byte[] message, int field) => System.Text.Encoding.UTF8.GetString(Parts(message, field).FirstOrDefault() ?? []);

    /// <summary>The length-delimited values of one field.</summary>
    private static List<byte[]> Parts(byte[] message, int field)
    {
        using var input = new CodedInputStream(message);
        var parts = new List<byte[]>();
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (tag == WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited)) parts.Add(input.ReadBytes().ToByteArray());
            else input.SkipLastField();
        }

        return parts;
    }

    internal sealed record Span(string Name, string Trace, string Id, string Parent, Dictionary<string, string> Attributes)
    {
        /// <summary>trace_id = 1, span_id = 2, parent_span_id = 4, name = 5, attributes = 9 (KeyValue: key = 1, value = 2 → string_value = 1).</summary>
        public static Span Of(byte[] span) => new(
            Text(span, 5),
            Convert.ToHexString(Parts(span, 1)[0]),
            Convert.ToHexString(Parts(span, 2)[0]),
            Convert.ToHexString(Parts(span, 4).FirstOrDefault() ?? []),
            Parts(span, 9).ToDictionary(pair => Text(pair, 1), pair => Text(Parts(pair, 2)[0], 1)));
    }
}
