using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;

namespace ActorBench.Statistics.Analysis;

/// <summary>Service time of an exchange in µs, a median of the trials' percentiles each; null where no trial has a histogram.</summary>
public sealed record LatencyFigures(TrialMedian P50, TrialMedian P90, TrialMedian P99, TrialMedian Max)
{
    public static LatencyFigures? Of(IReadOnlyList<PairEvents.TrialRecorded> trials) =>
        Median(trials, latency => latency.P50Ns) is { } p50 && Median(trials, latency => latency.P90Ns) is { } p90
            && Median(trials, latency => latency.P99Ns) is { } p99 && Median(trials, latency => latency.MaxNs) is { } max
            ? new LatencyFigures(p50, p90, p99, max)
            : null;

    private static TrialMedian? Median(IReadOnlyList<PairEvents.TrialRecorded> trials, Func<LatencySummary, long?> percentile) =>
        TrialMedian.Of(trials.Select(trial => percentile(trial.Result.Initiator.Latency) / 1000.0));
}
