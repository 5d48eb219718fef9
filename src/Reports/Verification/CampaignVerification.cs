using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Statistics;

namespace ActorBench.Reports.Verification;

/// <summary>What a look at every stored row of a campaign found.</summary>
/// <param name="Problems">A sentence each, with the row's number; empty for a campaign that is as it was measured.</param>
public sealed record VerificationResult(int Events, int Accepted, int Cells, IReadOnlyList<string> Problems);

/// <summary>Derives again what a campaign's figures are made of: from the stored rows alone, by other formulas than the fold's.</summary>
public static class CampaignVerification
{
    /// <summary>Relative difference that two ways of summing doubles may have.</summary>
    private const double Rounding = 1e-9;

    /// <param name="damage">What the inspector found unreadable, missing or changed.</param>
    public static VerificationResult Of(CampaignRecord record, IReadOnlyList<StoreProblem> damage)
    {
        var plan = StoredCampaign.PlanOf(record.Started);
        var trials = record.TrialEvents.OfType<PairEvents.TrialRecorded>().ToList();
        var status = StoredCampaign.StatusOf(record, plan);
        List<string> problems =
        [
            .. damage.Select(one => one.ToString()),
            .. OutsideThePlan(record, plan),
            .. TwiceOrNever(record, plan, damage),
            .. trials.SelectMany(trial => TrialChecks.Of(trial, plan).Select(what => $"trial {trial.Spec.Number}: {what}")),
            .. Aggregates(status, trials),
        ];
        return new VerificationResult(record.Events.Count + record.Pairs.Sum(pair => pair.Events.Count), trials.Count, status.Cells.Count, problems);
    }

    private static IEnumerable<string> OutsideThePlan(CampaignRecord record, CampaignPlan plan) => record.TrialEvents
        .Where(e => e.Spec.Number < 1 || e.Spec.Number > plan.TrialCount || plan.Trial(e.Spec.Number) != e.Spec)
        .Select(e => $"trial {e.Spec.Number}: it is not the trial of that number in the plan");

    private static IEnumerable<string> TwiceOrNever(CampaignRecord record, CampaignPlan plan, IReadOnlyList<StoreProblem> damage)
    {
        var accepted = record.TrialEvents.OfType<PairEvents.TrialRecorded>().CountBy(e => e.Spec.Number).ToDictionary();
        foreach (var (trial, times) in accepted.Where(one => one.Value > 1)) yield return $"trial {trial}: it was accepted {times} times";

        var settled = record.TrialEvents.Where(e => e is not (PairEvents.AttemptFailed or PairEvents.TrialRetried)).Select(e => e.Spec.Number).ToHashSet();
        var named = damage.Select(one => one.Trial).OfType<int>().ToHashSet();
        var remaining = new RemainingPlan(plan, record.Looks);
        var complete = record.Events.Select(e => e.Event).OfType<Messages.Campaigns.CampaignEvents.BlockCompleted>().Select(e => e.Block);
        foreach (var trial in complete.Distinct().Order().SelectMany(block => remaining.Trials(plan.Blocks[block - 1])))
        {
            if (!settled.Contains(trial.Number) && !named.Contains(trial.Number)) yield return $"trial {trial.Number}: its block {trial.Block} is complete and its row is missing";
        }
    }

    /// <summary>Mean and standard deviation in two passes over rates in integers of bytes and nanoseconds.</summary>
    private static IEnumerable<string> Aggregates(CampaignStatus status, List<PairEvents.TrialRecorded> trials)
    {
        var rows = trials.ToLookup(trial => trial.Spec.Cell);
        foreach (var cell in status.Cells)
        {
            var name = $"{cell.Cell.Label} {Words.Of(cell.Cell.Protocol)} {Words.SizeText(cell.Cell.RequestBytes)}";
            var rates = rows[cell.Cell].DistinctBy(trial => trial.Spec.Number).Select(trial => trial.Result.Initiator.Counters)
                .Select(c => (decimal)(c.BytesOut + c.BytesIn) * 8000m / c.ElapsedNs).ToList();
            if (rates.Count != cell.N)
            {
                yield return $"cell {name}: it has {rates.Count} rows and counts {cell.N}";
                continue;
            }

            if (rates.Count == 0) continue;
            var mean = rates.Average();
            if (!Close(cell.MeanBothMbitS, (double)mean)) yield return $"cell {name}: its mean is {cell.MeanBothMbitS:R}, its rows give {mean}";
            if (rates.Count < 2) continue;
            var deviation = Math.Sqrt((double)(rates.Sum(rate => (rate - mean) * (rate - mean)) / (rates.Count - 1)));
            if (!Close(cell.SdBothMbitS, deviation)) yield return $"cell {name}: its standard deviation is {cell.SdBothMbitS:R}, its rows give {deviation:R}";
        }
    }

    // Next to a mean a deviation of rounding alone may be all there is.
    private static bool Close(double? stored, double derived) =>
        stored is { } value && Math.Abs(value - derived) <= Math.Max(Rounding * Math.Abs(derived), Rounding);
}
