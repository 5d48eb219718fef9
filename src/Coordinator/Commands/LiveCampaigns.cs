using ActorBench.Coordinator.Nodes;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using Akka.Actor;

namespace ActorBench.Coordinator.Commands;

/// <summary>The campaigns of a coordinator that is alive: their statistics are in memory, trials in flight included.</summary>
public sealed class LiveCampaigns(EntityServices services) : ICampaignView
{
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(10);

    public StoreReader Open() => StoreReader.Open(services.Store);

    public CampaignId Choose(StoreReader reader, string? id)
    {
        var all = reader.Campaigns();
        if (all.Count == 0) throw new CommandRefusedException("There is no campaign yet.");
        if (id is null) return all[0];
        return all.Contains(new CampaignId(id)) ? new CampaignId(id) : throw new CommandRefusedException($"There is no campaign '{id}'; 'campaign list' tells those that are.");
    }

    public async Task<CampaignStatus> StatusAsync(StoreReader reader, CampaignId campaign, CancellationToken cancel)
    {
        var status = await StatusAsync(services.Entities, campaign, cancel).ConfigureAwait(false);
        return status.State == CampaignState.Running && !services.Standing && !services.Running.Contains(campaign) ? status with { State = CampaignState.Interrupted } : status;
    }

    /// <exception cref="CommandRefusedException">The campaign has none.</exception>
    public static async Task<CampaignStatus> StatusAsync(Entities entities, CampaignId campaign, CancellationToken cancel) =>
        await entities.Statistics.Ask(new StatisticsQueries.GetStatus(campaign), AnswerBound, cancel).ConfigureAwait(false) switch
        {
            CampaignStatus status => status,
            CampaignReplies.Refused refused => throw new CommandRefusedException(refused.Reason),
            var other => throw new InvalidOperationException($"The statistics answered {other.GetType().Name}."),
        };
}
