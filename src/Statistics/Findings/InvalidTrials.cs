using System.Globalization;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;

namespace ActorBench.Statistics.Findings;

internal static class InvalidTrials
{
    /// <returns>How many trials each rule of validity has flagged, the most frequent first: <c>steal 3, clock 1</c>.</returns>
    public static string Reasons(IEnumerable<PairEvents.TrialRecorded> trials) => string.Join(", ", trials
        .SelectMany(trial => trial.Result.Flags)
        .Where(flag => flag.StartsWith(TrialFlags.InvalidPrefix, StringComparison.Ordinal))
        .CountBy(flag => flag[TrialFlags.InvalidPrefix.Length..])
        .OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal)
        .Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Key} {reason.Value}")));
}
