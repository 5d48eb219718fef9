using System.Collections.Immutable;
using ActorBench.Messages.Hosts;
using static ActorBench.Messages.Hosts.HostEvents;

namespace ActorBench.Campaigns.State;

/// <summary>What a host's journal says: the last epoch issued, and to whom; and whether the host may work.</summary>
public sealed record HostState(string Host)
{
    public bool Seen { get; init; }

    /// <summary>Only grows; 0 before the first lease.</summary>
    public long Epoch { get; init; }

    /// <summary>The last lease, until it was given back.</summary>
    public LeaseGranted? Lease { get; init; }

    /// <summary>Whoever holds the lease now, or held it last, has had it since this epoch; what is older was another's.</summary>
    public long HolderSince { get; init; }

    public string? LastHolder { get; init; }

    public HostQuarantined? Quarantine { get; init; }

    /// <summary>Milliseconds of each start of a guest that is on record, by platform.</summary>
    public ImmutableSortedDictionary<string, ImmutableList<long>> Starts { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableList<long>>(StringComparer.Ordinal);

    public HostState Apply(IHostEvent happened) => happened switch
    {
        HostSeen => this with { Seen = true },
        GuestRegistered e => this with { Starts = Starts.SetItem(e.Platform, (Starts.GetValueOrDefault(e.Platform) ?? []).Add(e.StartMs)) },
        LeaseGranted e when e.Epoch > Epoch => this with
        {
            Epoch = e.Epoch,
            Lease = e,
            LastHolder = e.Holder,
            HolderSince = e.Holder == LastHolder ? HolderSince : e.Epoch,
        },
        LeaseGranted e => throw new InvalidOperationException($"Epoch {e.Epoch} of host {Host} does not follow {Epoch}."),
        LeaseReleased => this with { Lease = null },
        HostQuarantined e => this with { Quarantine = e },
        HostReleased => this with { Quarantine = null },
        _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}; the journal is newer than this node."),
    };
}
