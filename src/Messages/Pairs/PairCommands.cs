using ActorBench.Messages.Plans;

namespace ActorBench.Messages.Pairs;

public static class PairCommands
{
    /// <summary>A block granted to the pair. Repeated until the campaign hears that it is complete.</summary>
    /// <param name="Retries">Attempts after the first that may fail before the trial is quarantined.</param>
    /// <param name="Wire">How the lab limits its wire; null where it does not, or nobody knows.</param>
    /// <param name="Round">Null where the pair begins its trials alone.</param>
    /// <param name="Trace">The campaign's span as a <c>traceparent</c>; null where nobody traces.</param>
    /// <param name="Retry">Which quarantined trials of the block to try again first; null for none.</param>
    public sealed record RunBlock(
        CampaignId Campaign,
        PairId Pair,
        int Block,
        TrialSpec[] Trials,
        TrialSettings Settings,
        int Retries,
        WireShape? Wire = null,
        RoundShape? Round = null,
        string? Trace = null,
        RetryOrder? Retry = null,
        GuestMode Guests = GuestMode.Warm) : IWithPairId;

    /// <summary>End the trial in flight, release the hosts, start nothing more.</summary>
    /// <param name="ForGood">The campaign is cancelled: no result of it is wanted any more.</param>
    public sealed record StopBlock(CampaignId Campaign, PairId Pair, string Reason, bool ForGood = false) : IWithPairId;
}

/// <summary>Take up quarantined trials again, each once for a number.</summary>
/// <param name="Number">As in <see cref="Campaigns.CampaignEvents.CampaignRetried"/>.</param>
/// <param name="Cells">Only trials of these cells; null for all.</param>
public sealed record RetryOrder(int Number, Cell[]? Cells);
