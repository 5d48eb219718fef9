using ActorBench.Coordinator.Commands;
using ActorBench.Journal;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;

namespace ActorBench.Cli;

/// <summary>The campaigns of a store that no coordinator answers for.</summary>
internal sealed class StoredCampaigns(StorePlace store) : ICampaignView
{
    public StoreReader Open() => StoreReader.Open(store.Address);

    public CampaignId Choose(StoreReader reader, string? id) => store.Choose(reader, id);

    public Task<CampaignStatus> StatusAsync(StoreReader reader, CampaignId campaign, CancellationToken cancel)
    {
        // A coordinator that comes up or goes down does not answer, and holds the newest campaign all the same.
        var held = StoreLock.Holder(store.Address) is not null && campaign == reader.Campaigns()[0];
        return Task.FromResult(StoredCampaign.StatusOf(reader.Read(campaign, TrialDetail.Counters)!, held));
    }
}
