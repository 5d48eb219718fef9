using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;

namespace ActorBench.Cli.Running;

/// <summary>What a run is asked to do: a new campaign, or one of the store.</summary>
/// <param name="Resumed">The stored start of a campaign to go on with; null for a new one.</param>
internal sealed record CampaignOrder(
    CampaignPlan Plan, string FileText, string? FilePath, IReadOnlyList<string> Overrides, CampaignEvents.CampaignStarted? Resumed)
{
    /// <summary>Name, short plan hash, and the number after the highest of that name and plan in the store.</summary>
    public CampaignId NewId(StorePlace store)
    {
        if (store.IsMissing) return CampaignNumbers.Next([], Plan.Spec.Name, Plan.ShortHash);
        using var reader = StoreReader.Open(store.Address);
        return CampaignNumbers.Next(reader.Campaigns(), Plan.Spec.Name, Plan.ShortHash);
    }
}
