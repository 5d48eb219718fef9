using ActorBench.Journal;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;

namespace ActorBench.Coordinator.Commands;

/// <summary>What the queries about campaigns read: a living coordinator, or a store whose coordinator is gone.</summary>
public interface ICampaignView
{
    StoreReader Open();

    /// <summary>The campaign asked for, or the newest one.</summary>
    /// <exception cref="Exception">There is none; the sentence is for the one who asks.</exception>
    CampaignId Choose(StoreReader reader, string? id);

    /// <param name="campaign">One that <see cref="Choose"/> gave.</param>
    Task<CampaignStatus> StatusAsync(StoreReader reader, CampaignId campaign, CancellationToken cancel);
}
