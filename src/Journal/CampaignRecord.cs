using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;

namespace ActorBench.Journal;

/// <summary>All that the store says about one campaign, read at one moment.</summary>
/// <param name="Events">The campaign's own journal, in order.</param>
/// <param name="Pairs">Every pair that was ever granted a block, in the order of the first grants.</param>
public sealed record CampaignRecord(
    CampaignEvents.CampaignStarted Started,
    IReadOnlyList<(long SequenceNr, ICampaignEvent Event)> Events,
    IReadOnlyList<PairRecord> Pairs)
{
    /// <summary>Starts of guests on the campaign's hosts up to its end, also of those that stood there before it; empty unless they were asked for.</summary>
    public IReadOnlyList<HostEvents.GuestRegistered> Starts { get; init; } = [];

    public CampaignId Campaign => Started.Campaign;

    /// <summary>Null while some block is not complete, also one that was opened again.</summary>
    public CampaignEvents.CampaignFinished? Finished =>
        Last(e => e is CampaignEvents.CampaignFinished or CampaignEvents.CampaignRetried) as CampaignEvents.CampaignFinished;

    /// <summary>Null where it was not paused, or resumed since.</summary>
    public CampaignEvents.CampaignPaused? Paused =>
        Last(e => e is CampaignEvents.CampaignPaused or CampaignEvents.CampaignResumed) as CampaignEvents.CampaignPaused;

    public CampaignEvents.CampaignCancelled? Cancelled => Last(e => e is CampaignEvents.CampaignCancelled) as CampaignEvents.CampaignCancelled;

    /// <summary>The stop rule's looks, in order.</summary>
    public IEnumerable<CampaignEvents.PrecisionLooked> Looks => Events.Select(e => e.Event).OfType<CampaignEvents.PrecisionLooked>();

    /// <summary>The facts about trials of all pairs, pair by pair.</summary>
    public IEnumerable<ITrialEvent> TrialEvents => AllPairEvents.OfType<ITrialEvent>();

    /// <summary>Every environment that an endpoint of the campaign was found in, each once, the earliest first. Two of one host and platform: it has changed.</summary>
    public IReadOnlyList<PairEvents.EnvironmentRecorded> Environments =>
        [.. AllPairEvents.OfType<PairEvents.EnvironmentRecorded>().OrderBy(e => e.At).DistinctBy(e => (e.Host, e.Platform, e.Hash))];

    private ICampaignEvent? Last(Func<ICampaignEvent, bool> which) => Events.Select(e => e.Event).LastOrDefault(which);

    private IEnumerable<IPairEvent> AllPairEvents => Pairs.SelectMany(pair => pair.Events).Select(e => e.Event);
}

/// <param name="Events">The pair's journal, in order.</param>
public sealed record PairRecord(PairId Pair, IReadOnlyList<(long SequenceNr, IPairEvent Event)> Events);
