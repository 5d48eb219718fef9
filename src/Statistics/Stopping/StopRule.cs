using ActorBench.Statistics.Intervals;

namespace ActorBench.Statistics.Stopping;

/// <summary>What a look at a cell says about going on.</summary>
public enum StopDecision
{
    GoOn,

    /// <summary>Both intervals are as narrow as they were to be.</summary>
    TargetMet,

    /// <summary>No more trials are allowed, and the target is not met: the result is <c>precision-not-met</c>.</summary>
    BudgetSpent,
}

/// <summary>One look of the rule at a cell.</summary>
/// <param name="MeanHalfWidth">Of Student's interval, as a fraction of the mean; null where there is none.</param>
/// <param name="MedianHalfWidth">Of the interval by order statistics, as a fraction of the median; null where there is none.</param>
public readonly record struct Look(int N, double? MeanHalfWidth, double? MedianHalfWidth, StopDecision Decision);

/// <summary>When a cell has been repeated often enough (M-26).</summary>
/// <remarks>
/// Looking after every trial would stop at lucky moments: with looks from 3 trials on an interval said to cover 95 % covers 91 %. Few
/// looks, and none before ten trials, keep it above 92.5 %.
/// </remarks>
/// <param name="Target">Half-width allowed, as a fraction of the mean and of the median.</param>
/// <param name="FirstLook">Values of a cell at which to look first.</param>
/// <param name="Step">Values between two looks.</param>
/// <param name="Budget">Values of a cell that are not exceeded.</param>
public sealed record StopRule(double Target = 0.025, double Level = Interval.UsualLevel, int FirstLook = 10, int Step = 5, int Budget = 100)
{
    /// <summary>The number of values at which the next look is due: the first that is larger than that of the last look.</summary>
    /// <param name="lastLook">0 before any look.</param>
    public int NextLook(int lastLook) =>
        Math.Min(Budget, lastLook < FirstLook ? FirstLook : FirstLook + ((((lastLook - FirstLook) / Step) + 1) * Step));

    /// <summary>Looks at a cell. Only for when a look is due, and only at values of whole blocks.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public Look At(ReadOnlySpan<double> values)
    {
        var moments = RunningMoments.Of(values.ToArray());
        var mean = Relative(MeanInterval.HalfWidth(moments, Level), moments.Mean);
        var median = Relative(QuantileInterval.Median(values, Level)?.HalfWidth, Quantiles.Median(values));
        var decision = mean <= Target && median <= Target ? StopDecision.TargetMet
            : values.Length >= Budget ? StopDecision.BudgetSpent
            : StopDecision.GoOn;
        return new Look(values.Length, mean, median, decision);
    }

    /// <summary>Cells that are compared leave together, so that every block holds all of them or none.</summary>
    /// <returns><see cref="StopDecision.GoOn"/> while one goes on; else whether all met the target.</returns>
    public static StopDecision Together(IEnumerable<StopDecision> compared)
    {
        var decisions = compared.ToHashSet();
        return decisions.Contains(StopDecision.GoOn) || decisions.Count == 0 ? StopDecision.GoOn
            : decisions.Contains(StopDecision.BudgetSpent) ? StopDecision.BudgetSpent
            : StopDecision.TargetMet;
    }

    private static double? Relative(double? halfWidth, double? center) => center is { } c and not 0 ? halfWidth / Math.Abs(c) : null;
}
