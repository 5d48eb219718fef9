using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>What a campaign puts on one host's link, each way, at most.</summary>
/// <param name="Bytes">Of requests or responses, whichever are more; null where no rate is known.</param>
/// <param name="Utilisation">Share of the campaign's estimate in which the link is busy; null likewise.</param>
public sealed record LinkLoad(string Host, int Blocks, double? Bytes, double? Utilisation)
{
    /// <returns>One a host that is in a pair, in the order of the pairs.</returns>
    public static IReadOnlyList<LinkLoad> Of(CampaignPlan plan)
    {
        var block = plan.Blocks[0].Trials.Select(trial => PlanEstimate.OnewayBytes(plan.Spec, trial.Cell)).Aggregate((double?)0, (sum, bytes) => sum + bytes);
        return
        [
            .. plan.Blocks.SelectMany(b => new[] { b.Pair.Initiator, b.Pair.Responder }).CountBy(host => host)
                .Select(host => new LinkLoad(
                    host.Key,
                    host.Value,
                    host.Value * block,
                    plan.Spec.Lab.RateBitsPerSecond is { } rate ? host.Value * block * 8 / rate / plan.Estimate.TotalSeconds : null)),
        ];
    }
}
