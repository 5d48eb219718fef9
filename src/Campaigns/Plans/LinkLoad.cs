using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>What a campaign puts on one link, each way, at most: a host's own, or a declared one.</summary>
/// <param name="Name">Of the host or of the declared link.</param>
/// <param name="Bytes">Of requests or responses, whichever are more; null where no rate is known.</param>
/// <param name="Utilisation">Share of the campaign's estimate in which the link is busy; null likewise, and for a declared link, whose rate nobody says.</param>
public sealed record LinkLoad(string Name, bool Declared, int Blocks, double? Bytes, double? Utilisation)
{
    /// <returns>One a host that is in a pair, in the order of the pairs; then the declared links.</returns>
    public static IReadOnlyList<LinkLoad> Of(CampaignPlan plan)
    {
        var block = plan.Blocks[0].Trials.Select(trial => PlanEstimate.OnewayBytes(plan.Spec, trial.Cell)).Aggregate((double?)0, (sum, bytes) => sum + bytes);
        return
        [
            .. plan.Blocks.SelectMany(b => new[] { b.Pair.Initiator, b.Pair.Responder }).CountBy(host => host)
                .Select(host => new LinkLoad(
                    host.Key,
                    false,
                    host.Value,
                    host.Value * block,
                    plan.Spec.Lab.RateBitsPerSecond is { } rate ? host.Value * block * 8 / rate / plan.Estimate.TotalSeconds : null)),
            .. (plan.Spec.Links ?? []).Select(link => (link.Name, Blocks: plan.Blocks.Count(b => link.Carries(b.Pair))))
                .Select(link => new LinkLoad(link.Name, true, link.Blocks, link.Blocks * block, null)),
        ];
    }
}
