using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorBench.Coordinator.Nodes;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using Akka.Actor;

namespace ActorBench.Coordinator.Commands;

/// <summary>The commands about campaigns.</summary>
public static class CampaignPalette
{
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(10);

    /// <param name="runs">Says whether a campaign runs on this coordinator; of others it knows no more than the store.</param>
    public static IReadOnlyList<OperatorCommand> Commands(Entities entities, Func<CampaignId, bool> runs) =>
    [
        new(
            "campaign",
            "status",
            "How far a campaign has come and what its cells say.",
            [new("id", "Campaign id.", true)],
            (arguments, cancel) => Status(entities, runs, new CampaignId(arguments["id"]), cancel)),
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

    /// <summary>Reads the line that <c>campaign status</c> answers.</summary>
    public static CampaignStatus ParseStatus(string line) => JsonSerializer.Deserialize(line, StatusWire.Default.CampaignStatus)!;

    private static async IAsyncEnumerable<string> Status(
        Entities entities, Func<CampaignId, bool> runs, CampaignId campaign, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (!runs(campaign)) throw new CommandRefusedException($"Campaign {campaign} does not run here.");
        var status = await StatusAsync(entities, campaign, cancel).ConfigureAwait(false);
        yield return JsonSerializer.Serialize(status, StatusWire.Default.CampaignStatus);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CampaignStatus))]
internal sealed partial class StatusWire : JsonSerializerContext;
