using System.Collections.Concurrent;
using ActorBench.Messages.Plans;

namespace ActorBench.Coordinator.Campaigns;

/// <summary>The campaigns that a user has started or resumed on this node and not stopped. It outlives their entities, not the node.</summary>
/// <remarks>A journal can't say it: what runs again after the death of a node is what the user resumes.</remarks>
public sealed class RunningCampaigns
{
    private readonly ConcurrentDictionary<CampaignId, bool> _campaigns = new();

    public IEnumerable<CampaignId> All => _campaigns.Keys;

    public bool Contains(CampaignId campaign) => _campaigns.ContainsKey(campaign);

    public void Add(CampaignId campaign) => _campaigns[campaign] = true;

    public void Remove(CampaignId campaign) => _campaigns.TryRemove(campaign, out _);
}
