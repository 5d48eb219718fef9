using ActorBench.Messages.Hosts;
using static ActorBench.Messages.Hosts.HostEvents;

namespace ActorBench.Campaigns.State;

/// <summary>What a host's journal says: the last epoch issued, and to whom.</summary>
public sealed record HostState(string Host)
{
    /// <summary>Only grows; 0 before the first lease.</summary>
    public long Epoch { get; init; }

    /// <summary>Who got the last lease, until it was given back.</summary>
    public string? Holder { get; init; }

    public HostState Apply(IHostEvent happened) => happened switch
    {
        LeaseGranted e when e.Epoch > Epoch => this with { Epoch = e.Epoch, Holder = e.Holder },
        LeaseGranted e => throw new InvalidOperationException($"Epoch {e.Epoch} of host {Host} does not follow {Epoch}."),
        LeaseReleased => this with { Holder = null },
        _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}; the journal is newer than this node."),
    };
}
