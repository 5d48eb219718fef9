namespace ActorBench.Statistics;

/// <summary>How long the trials that are left will take.</summary>
/// <remarks>
/// A trial's cost is the mean gap between the labels of settled trials, which holds pairs at work side by side and attempts that failed.
/// A gap counts for at most <see cref="LongestGap"/> estimates, for a campaign may have been paused overnight in it. The planner's estimate
/// counts as one more gap, so that the first minutes do not jump. Wall clocks are labels: the figure is for people, never for a decision.
/// </remarks>
internal static class RemainingTime
{
    private const double LongestGap = 10;

    /// <param name="settledAt">UTC ticks in any order; sorted in place.</param>
    /// <returns>Null when nothing is left or no trial has settled.</returns>
    public static double? Seconds(int left, double estimateSeconds, long[] settledAt)
    {
        if (left <= 0 || settledAt.Length == 0) return null;
        Array.Sort(settledAt);
        var longest = (long)(LongestGap * estimateSeconds * TimeSpan.TicksPerSecond);
        var gaps = 0L;
        for (var i = 1; i < settledAt.Length; i++) gaps += Math.Min(longest, settledAt[i] - settledAt[i - 1]);
        return left * (estimateSeconds + (gaps / (double)TimeSpan.TicksPerSecond)) / settledAt.Length;
    }
}
