using ActorBench.Journal;
using ActorBench.Messages.Hosts;

namespace ActorBench.Coordinator.Commands;

/// <summary>What the questions about hosts read: a living coordinator, or a store whose coordinator is gone.</summary>
public interface IHostView
{
    StoreReader Open();

    /// <param name="host">One that <see cref="StoreReader.Hosts"/> gave.</param>
    Task<HostStatus> StatusAsync(StoreReader reader, string host, CancellationToken cancel);
}
