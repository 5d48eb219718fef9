using ActorBench.Messages.Plans;

namespace ActorBench.Messages.Campaigns;

public static class CampaignQueries
{
    /// <summary>Answered by <see cref="CampaignReplies.Progress"/> from the campaign's own journal.</summary>
    public sealed record GetProgress(CampaignId Campaign) : IWithCampaignId;
}
