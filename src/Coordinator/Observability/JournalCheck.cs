using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using Akka.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ActorBench.Coordinator.Observability;

/// <summary>The store answers a question, and the journal's circuit is closed: the circuit alone knows of trouble only after writes have failed.</summary>
/// <remarks>Never a part of liveness: a node that starts anew does not repair its database.</remarks>
internal sealed class JournalCheck(CoordinatorNode node) : IHealthCheck
{
    private const string Plugin = "akka.persistence.journal.sql";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var store = node.Services.Store;
        try
        {
            // The driver blocks while it waits for a store that does not answer.
            await Task.Run(() => StoreReader.Open(store).Dispose(), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            var journal = await Akka.Persistence.Persistence.Instance.Apply(node.System).CheckJournalHealthAsync(Plugin, cancellationToken).ConfigureAwait(false);
            return journal.Status == PersistenceHealthStatus.Healthy
                ? HealthCheckResult.Healthy("the journal answers")
                : HealthCheckResult.Unhealthy($"the journal: {journal.Description}", journal.Exception);
        }
        catch (OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"the store {store} does not answer");
        }
        catch (Exception e) when (StoreFault.Of(e) is { } fault)
        {
            return HealthCheckResult.Unhealthy($"the store {store} {fault.What}", e);
        }
    }
}
