using ActorBench.Messages.Audit;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;

namespace ActorBench.Journal;

/// <summary>The names under which events are stored, each with the version of its payload. The only list of them.</summary>
/// <remarks>
/// A stored name is never reused and never renamed. A field with a default may be added to an event as it is; any other change of a payload
/// takes a new version, and the old one stays here with a type that can still be read.
/// </remarks>
public static class JournalManifests
{
    /// <summary>Identifier of the serializer, stored beside each manifest; 0 to 40 are Akka's own.</summary>
    public const int SerializerId = 1001;

    public const string TrialRecorded = "trial-recorded:1";

    public static IReadOnlyDictionary<string, Type> All { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["campaign-started:1"] = typeof(CampaignEvents.CampaignStarted),
        ["block-granted:1"] = typeof(CampaignEvents.BlockGranted),
        ["block-completed:1"] = typeof(CampaignEvents.BlockCompleted),
        ["precision-looked:1"] = typeof(CampaignEvents.PrecisionLooked),
        ["campaign-paused:1"] = typeof(CampaignEvents.CampaignPaused),
        ["campaign-resumed:1"] = typeof(CampaignEvents.CampaignResumed),
        ["campaign-cancelled:1"] = typeof(CampaignEvents.CampaignCancelled),
        ["campaign-retried:1"] = typeof(CampaignEvents.CampaignRetried),
        ["campaign-finished:1"] = typeof(CampaignEvents.CampaignFinished),
        ["block-started:1"] = typeof(PairEvents.BlockStarted),
        ["environment-recorded:1"] = typeof(PairEvents.EnvironmentRecorded),
        [TrialRecorded] = typeof(PairEvents.TrialRecorded),
        ["attempt-failed:1"] = typeof(PairEvents.AttemptFailed),
        ["trial-quarantined:1"] = typeof(PairEvents.TrialQuarantined),
        ["trial-retried:1"] = typeof(PairEvents.TrialRetried),
        ["trial-unsupported:1"] = typeof(PairEvents.TrialUnsupported),
        ["block-paused:1"] = typeof(PairEvents.BlockPaused),
        ["host-seen:1"] = typeof(HostEvents.HostSeen),
        ["guest-registered:1"] = typeof(HostEvents.GuestRegistered),
        ["lease-granted:1"] = typeof(HostEvents.LeaseGranted),
        ["lease-released:1"] = typeof(HostEvents.LeaseReleased),
        ["host-quarantined:1"] = typeof(HostEvents.HostQuarantined),
        ["host-released:1"] = typeof(HostEvents.HostReleased),
        ["operated:1"] = typeof(Operated),
    };
}
