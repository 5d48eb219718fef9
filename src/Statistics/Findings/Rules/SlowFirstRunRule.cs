using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Outliers;

namespace ActorBench.Statistics.Findings.Rules;

internal sealed class SlowFirstRunRule() : FindingRule(
    "SLOW_FIRST_RUN",
    FindingKind.Warning,
    "The first trial of the cell was much slower than all others: something was still cold that later trials found warm.",
    "Take a longer trial.warmup, or let the machine run a short campaign first; address resolution, caches, frequency and just-in-time compilation warm up.",
    "The first trial lies below the median of the others by more than 14.826 of their median absolute deviations, which is ten standard deviations of a normal "
        + "distribution (hyperfine's limit for the same warning), and by more than 1 %. Other outliers are noise and ask for more trials; this one asks for a "
        + "warm-up. The trial stays in every figure.")
{
    private const double LeastShare = 0.01;

    public override IEnumerable<(string Where, string Evidence)> Look(FindingContext campaign) => Cells(campaign, cell =>
    {
        if (cell.N < RateFigures.FewestForInterval) return null;
        var (first, rest) = (cell.BothMbitS[0], cell.BothMbitS[1..]);
        var median = Quantiles.Median(rest)!.Value;
        var deviation = Quantiles.Median(Array.ConvertAll(rest, rate => Math.Abs(rate - median)))!.Value;
        var below = median - first;
        return below > LeastShare * median && below > ModifiedZ.TenSigma * deviation
            ? Text($"{first:0.###} Mbit/s first, median {median:0.###} of the {rest.Length} after it: {100 * below / median:0.0} % less")
            : null;
    });
}
