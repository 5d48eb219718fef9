using System.Runtime.CompilerServices;
using ActorBench.Coordinator.Nodes;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;
using Akka.Actor;

namespace ActorBench.Coordinator.Commands;

/// <summary>The commands about campaigns.</summary>
public static class CampaignPalette
{
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(10);

    /// <param name="running">The campaign that runs on this coordinator; of others it knows no more than the store.</param>
    public static IReadOnlyList<OperatorCommand> Commands(Entities entities, CampaignId running) =>
    [
        new(
            "campaign",
            "status",
            "How far a campaign has come and what its cells say.",
            [new("id", "Campaign id; the running one without it.", false)],
            (arguments, cancel) => Status(
                entities, running, arguments.TryGetValue("id", out var id) ? new CampaignId(id) : running, cancel)),
    ];

    /// <summary>The status as a coordinator knows it, trials in flight included.</summary>
    /// <exception cref="CommandRefusedException">The campaign has none.</exception>
    public static async Task<CampaignStatus> StatusAsync(Entities entities, CampaignId campaign, CancellationToken cancel) =>
        await entities.Statistics.Ask(new StatisticsQueries.GetStatus(campaign), AnswerBound, cancel).ConfigureAwait(false) switch
        {
            CampaignStatus status => status,
            CampaignReplies.Refused refused => throw new CommandRefusedException(refused.Reason),
            var other => throw new InvalidOperationException($"The statistics answered {other.GetType().Name}."),
        };

    private static async IAsyncEnumerable<string> Status(
        Entities entities, CampaignId running, CampaignId campaign, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (campaign != running) throw new CommandRefusedException($"Campaign {campaign} does not run here.");
        var status = await StatusAsync(entities, campaign, cancel).ConfigureAwait(false);
        yield return StatusJson.Line(status).TrimEnd();
    }
}
