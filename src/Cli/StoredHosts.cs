using ActorBench.Campaigns.State;
using ActorBench.Coordinator.Commands;
using ActorBench.Journal;
using ActorBench.Messages.Hosts;

namespace ActorBench.Cli;

/// <summary>The hosts of a store that no coordinator answers for: agents are not stored, so none is there; leases and quarantine are.</summary>
internal sealed class StoredHosts(StorePlace store) : IHostView
{
    public StoreReader Open() => StoreReader.Open(store.Address);

    public Task<HostStatus> StatusAsync(StoreReader reader, string host, CancellationToken cancel)
    {
        var state = reader.HostEvents(host).Aggregate(new HostState(host), (state, happened) => state.Apply(happened));
        return Task.FromResult(new HostMachine(state).Status(DateTimeOffset.UtcNow));
    }
}
