using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Hosts;
using Akka.Actor;

namespace ActorBench.Coordinator.Commands;

/// <summary>The hosts of a coordinator that is alive, as their entities see them.</summary>
public sealed class LiveHosts(EntityServices services) : IHostView
{
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(10);

    public StoreReader Open() => StoreReader.Open(services.Store);

    public Task<HostStatus> StatusAsync(StoreReader reader, string host, CancellationToken cancel) => AskAsync(new HostQueries.GetHost(host), cancel);

    /// <param name="message">One that a host's status answers.</param>
    internal Task<HostStatus> AskAsync(IWithHostId message, CancellationToken cancel) => services.Entities.Hosts.Ask<HostStatus>(message, AnswerBound, cancel);
}
