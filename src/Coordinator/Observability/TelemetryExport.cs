using System.Reflection;
using ActorBench.Coordinator.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ActorBench.Coordinator.Observability;

/// <summary>Takes the node's metrics to whoever scrapes, and metrics and spans to a collector where there is one.</summary>
internal static class TelemetryExport
{
    /// <summary>The runtime's own meter: garbage collection, thread pool, processor time, memory.</summary>
    private const string RuntimeMeter = "System.Runtime";

    /// <param name="otlp">Spans are made only for a collector.</param>
    public static void AddTelemetry(this IServiceCollection services, CoordinatorNode node, Uri? otlp)
    {
        var version = typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("actorbench-coordinator", serviceVersion: version, serviceInstanceId: node.Address))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(NodeTelemetry.MeterName, RuntimeMeter).AddPrometheusExporter();
                if (otlp is not null) metrics.AddOtlpExporter(exporter => To(exporter, otlp, "v1/metrics"));
            });
        if (otlp is null) return;
        telemetry.WithTracing(tracing => tracing
            .AddSource(Spans.SourceName)
            .SetSampler(new AlwaysOnSampler())
            .AddOtlpExporter(exporter => To(exporter, otlp, "v1/traces")));
    }

    private static void To(OtlpExporterOptions exporter, Uri collector, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"{collector.AbsoluteUri.TrimEnd('/')}/{path}");
    }
}
