using ActorBench.Journal;
using ActorBench.Messages.Pairs;

namespace ActorBench.EndToEnd.Tests.Results;

/// <summary>A look into a store while a run writes it: cheaper than a process for each look.</summary>
internal static class Stored
{
    public static int Accepted(string store) => Events(store).OfType<PairEvents.TrialRecorded>().Count();

    public static bool HasCampaign(string store)
    {
        if (!File.Exists(store)) return false;
        using var reader = StoreReader.Open(StoreAddress.File(store));
        return reader.Campaigns().Count > 0;
    }

    /// <summary>What happened to the pairs of the newest campaign, in order.</summary>
    public static IReadOnlyList<IPairEvent> Events(string store)
    {
        if (!File.Exists(store)) return [];
        try
        {
            using var reader = StoreReader.Open(StoreAddress.File(store));
            return reader.Campaigns() is [var newest, ..] && reader.Read(newest, TrialDetail.Counters) is { } record
                ? [.. record.Pairs.SelectMany(pair => pair.Events.Select(e => e.Event))]
                : [];
        }
        catch (StoreException)
        {
            // Half made or busy: the next look will tell.
            return [];
        }
    }
}
