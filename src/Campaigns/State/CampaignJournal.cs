using System.Collections.Immutable;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using static ActorBench.Messages.Campaigns.CampaignEvents;

namespace ActorBench.Campaigns.State;

/// <summary>What a campaign's journal says.</summary>
public sealed record CampaignJournal(CampaignId Campaign)
{
    /// <summary>Null before the campaign was started.</summary>
    public CampaignStarted? Started { get; init; }

    public ImmutableHashSet<int> Granted { get; init; } = [];

    /// <summary>Complete blocks and how many of their trials failed.</summary>
    public ImmutableDictionary<int, int> Completed { get; init; } = ImmutableDictionary<int, int>.Empty;

    public CampaignFinished? Finished { get; init; }

    public CampaignJournal Apply(ICampaignEvent happened) => happened switch
    {
        CampaignStarted e when Started is null => this with { Started = e },
        BlockGranted e => this with { Granted = Granted.Add(e.Block) },
        BlockCompleted e => this with { Completed = Completed.SetItem(e.Block, e.Failed) },
        CampaignFinished e => this with { Finished = e },
        _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name} to {Campaign}."),
    };
}
