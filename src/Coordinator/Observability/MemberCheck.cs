using Akka.Cluster;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ActorBench.Coordinator.Observability;

/// <summary>Up, and neither leaving nor left: only then do entities come here.</summary>
internal sealed class MemberCheck(Cluster cluster) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = cluster.IsTerminated ? MemberStatus.Removed : cluster.SelfMember.Status;
        return Task.FromResult(status == MemberStatus.Up
            ? HealthCheckResult.Healthy("up")
            : HealthCheckResult.Unhealthy($"this member is {status.ToString().ToLowerInvariant()}, not up"));
    }
}
