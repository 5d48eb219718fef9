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

    /// <summary>Blocks and when they were granted first.</summary>
    public ImmutableDictionary<int, DateTimeOffset> Granted { get; init; } = ImmutableDictionary<int, DateTimeOffset>.Empty;

    /// <summary>Time that each pair has spent in complete blocks, pauses inside them included.</summary>
    public ImmutableDictionary<PairId, TimeSpan> Spent { get; init; } = ImmutableDictionary<PairId, TimeSpan>.Empty;

    public ImmutableList<PrecisionLooked> Looks { get; init; } = [];

    /// <summary>Complete blocks and how many of their trials failed.</summary>
    public ImmutableDictionary<int, int> Completed { get; init; } = ImmutableDictionary<int, int>.Empty;

    public CampaignFinished? Finished { get; init; }

    public CampaignJournal Apply(ICampaignEvent happened) => happened switch
    {
        CampaignStarted e when Started is null => this with { Started = e },
        BlockGranted e => this with { Granted = Granted.ContainsKey(e.Block) ? Granted : Granted.Add(e.Block, e.At) },
        BlockCompleted e => this with
        {
            Completed = Completed.SetItem(e.Block, e.Failed),
            Spent = Spent.SetItem(e.Pair, Spent.GetValueOrDefault(e.Pair) + (e.At - Granted.GetValueOrDefault(e.Block, e.At))),
        },
        PrecisionLooked e => this with { Looks = Looks.Add(e) },
        CampaignFinished e => this with { Finished = e },
        _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name} to {Campaign}."),
    };
}
