using ActorBench.Statistics.Distributions;
using MathNet.Numerics.Distributions;

namespace ActorBench.Statistics.Intervals;

/// <summary>Interval of a coefficient of variation, as fractions, for normal values.</summary>
/// <remarks>
/// From ten values the CV of the population lies between 0.69 and 1.83 times that of the sample: two CVs from ten runs differ credibly
/// only when one is about twice the other. All return null below two values, for a mean of zero, and where the interval has no upper end.
/// </remarks>
public static class CvInterval
{
    /// <summary>Up to this CV Vangel's interval is good (Vangel 1996).</summary>
    private const double VangelLimit = 0.33;

    /// <summary>The recommended one: Vangel's up to a CV of 0.33, beyond that the exact one.</summary>
    public static Interval? Of(RunningMoments moments, double level = Interval.UsualLevel) =>
        moments.CoefficientOfVariation < VangelLimit ? Vangel(moments, level) : Exact(moments, level);

    /// <summary>McKay (1932), as modified by Vangel (The American Statistician 50, 1996).</summary>
    public static Interval? Vangel(RunningMoments moments, double level = Interval.UsualLevel) => ChiSquare(moments, level, 2);

    /// <summary>McKay (1932).</summary>
    public static Interval? McKay(RunningMoments moments, double level = Interval.UsualLevel) => ChiSquare(moments, level, 0);

    /// <summary>Exact: √n·x̄/s follows a noncentral t with δ = √n/CV (Lehmann 1986).</summary>
    public static Interval? Exact(RunningMoments moments, double level = Interval.UsualLevel)
    {
        var missRate = Sample.MissRate(level);
        if (Positive(moments) is not { } cv) return null;
        if (cv == 0) return new Interval(0, 0, level);
        var root = Math.Sqrt(moments.Count);
        var largest = NoncentralT.Delta(root / cv, moments.Count - 1, missRate / 2);
        var smallest = NoncentralT.Delta(root / cv, moments.Count - 1, 1 - (missRate / 2));
        return largest is { } low && smallest is { } high ? new Interval(root / low, root / high, level) : null;
    }

    private static Interval? ChiSquare(RunningMoments moments, double level, double added)
    {
        var missRate = Sample.MissRate(level);
        if (Positive(moments) is not { } cv) return null;
        double n = moments.Count;
        var low = End(ChiSquared.InvCDF(n - 1, 1 - (missRate / 2)));
        var high = End(ChiSquared.InvCDF(n - 1, missRate / 2));
        return double.IsFinite(high) ? new Interval(low, high, level) : null;

        double End(double quantile)
        {
            var square = ((((quantile + added) / n) - 1) * cv * cv) + (quantile / (n - 1));
            return square > 0 ? cv / Math.Sqrt(square) : double.PositiveInfinity;
        }
    }

    private static double? Positive(RunningMoments moments)
    {
        Sample.RequireFinite([moments.Mean, moments.SumOfSquaredDeviations]);
        return moments.CoefficientOfVariation;
    }
}
