using ActorBench.Messages.Plans;
using ActorBench.Statistics.Validity;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class ImpossibleRule() : FindingRule(
    "IMPOSSIBLE",
    FindingKind.Error,
    "Trials are faster than the lab's wire can carry their bytes: an error of counting, of the clock or of the shaping, and no record.",
    "Do not use the cell; check the lab ('tc -s qdisc'), its offloads and the clock, then run it again.",
    "The time of the exchanges is held against the least that the wire needs: max(8 w / R, 16 (w - burst) / R) an exchange, with one burst free and another after each lost "
        + "exchange, and 0.1 % for the shaper's own arithmetic. Trials that were stored with a flag for it are flagged 'invalid:impossible'.")
{
    private readonly ImpossibleRateRule _rule = new();

    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => Cells(campaign, cell =>
    {
        if (campaign.Analysis.Input.Wire is not { } wire) return null;
        var seen = cell.Trials.Select(trial => (trial.Spec.Number, Evidence: Evidence(trial, wire))).Where(trial => trial.Evidence is not null).ToList();
        return seen.Count == 0 ? null : Text($"{seen.Count} of {Count(cell.N, "trial")}; trial {seen[0].Number}: {seen[0].Evidence}");
    });

    private string? Evidence(Messages.Pairs.PairEvents.TrialRecorded trial, WireShape wire) =>
        _rule.Evidence(new TrialEvidence(trial.Spec, trial.Result.Initiator, trial.Result.Responder, wire));
}
