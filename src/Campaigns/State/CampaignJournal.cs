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

    /// <summary>The last retry of each block that was opened again.</summary>
    public ImmutableDictionary<int, CampaignRetried> Retried { get; init; } = ImmutableDictionary<int, CampaignRetried>.Empty;

    /// <summary>Retries so far.</summary>
    public int Retries { get; init; }

    public CampaignPaused? Paused { get; init; }

    public CampaignCancelled? Cancelled { get; init; }

    public CampaignFinished? Finished { get; init; }

    /// <summary>Started, and nothing says that it should not go on.</summary>
    public bool GoesOn => Started is not null && Finished is null && Paused is null && Cancelled is null;

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
        CampaignPaused e => this with { Paused = e },
        CampaignResumed => this with { Paused = null },
        CampaignCancelled e => this with { Cancelled = e },
        CampaignRetried e => this with
        {
            Retries = e.Number,
            Retried = Retried.SetItems(e.Blocks.Select(block => KeyValuePair.Create(block, e))),
            // Granted anew when their hosts are free.
            Granted = Granted.RemoveRange(e.Blocks),
            Completed = Completed.RemoveRange(e.Blocks),
            Finished = null,
        },
        CampaignFinished e => this with { Finished = e },
        _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name} to {Campaign}."),
    };
}
