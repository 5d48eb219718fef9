using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using Akka.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ActorBench.Coordinator.Observability;

/// <summary>The journal's circuit is closed, and the store answers a question of its own: the circuit alone knows of trouble only after writes have failed.</summary>
/// <remarks>Never a part of liveness: a node that starts anew does not repair its database.</remarks>
internal sealed class JournalCheck(CoordinatorNode node) : IHealthCheck
{
    private const string Plugin = "akka.persistence.journal.sql";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var journal = await Akka.Persistence.Persistence.Instance.Apply(node.System).CheckJournalHealthAsync(Plugin, cancellationToken).ConfigureAwait(false);
        if (journal.Status != PersistenceHealthStatus.Healthy) return HealthCheckResult.Unhealthy($"the journal: {journal.Description}", journal.Exception);
        // The driver blocks while it waits for a store that does not answer.
        await Task.Run(() => StoreReader.Open(node.Services.Store).Dispose(), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        return HealthCheckResult.Healthy("the journal answers");
    }
}
