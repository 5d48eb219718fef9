using ActorBench.Statistics.Intervals;
using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Agreement;

/// <summary>How well two methods agree that measured the same things, in the unit of their differences.</summary>
/// <remarks>
/// Bland and Altman (1986), Lancet 327, 307-310. The bias is the mean difference, the limits of agreement hold 95 % of the differences,
/// were they normal. A correlation would only say that both methods tell a large thing from a small one.
/// </remarks>
/// <param name="BiasHalfWidth">Of the 95 % interval of the bias (Student's t); null below two pairs, as the limits.</param>
public sealed record BlandAltman(int Pairs, double Bias, double? BiasHalfWidth, double? LowerLimit, double? UpperLimit)
{
    /// <returns>Null where there is no pair.</returns>
    public static BlandAltman? Of(IReadOnlyCollection<double> differences)
    {
        if (differences.Count == 0) return null;
        var moments = RunningMoments.Of(differences);
        if (moments.StandardDeviation is not { } sd) return new BlandAltman(differences.Count, moments.Mean, null, null, null);
        var reach = Normal.InvCDF(0, 1, 1 - ((1 - Interval.UsualLevel) / 2)) * sd;
        return new BlandAltman(
            differences.Count, moments.Mean, MeanInterval.HalfWidth(moments), moments.Mean - reach, moments.Mean + reach);
    }

    /// <summary>The first against the second in per cent of their mean, which takes neither for the truth; null where both are 0.</summary>
    public static double? PercentDifference(double first, double second) =>
        first + second > 0 ? 200 * (first - second) / (first + second) : null;
}
