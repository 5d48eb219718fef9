using System.Net;

namespace ActorBench.Coordinator.Observability;

/// <summary>Where a coordinator answers probes and scrapes, and where it sends what it measures of itself.</summary>
/// <param name="Port">0 lets the kernel choose.</param>
/// <param name="Otlp">An OpenTelemetry collector that takes OTLP over HTTP, such as <c>http://collector:4318</c>; null sends nothing.</param>
public sealed record HealthServerOptions(IPAddress Address, int Port, Uri? Otlp = null);
