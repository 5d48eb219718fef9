using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace ActorBench.Statistics.Series;

/// <summary>Does a value of a series say something about the next? Values in order of execution.</summary>
public static class Autocorrelation
{
    public const int UsualLags = 5;

    /// <summary>The coefficient r of values <paramref name="lag"/> apart, with the divisor n of Box and Jenkins.</summary>
    /// <returns>From −1 to 1; null where the series is not longer than the lag or has no spread.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The lag is below 1.</exception>
    public static double? At(ReadOnlySpan<double> series, int lag)
    {
        Sample.RequireFinite(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(lag, 1);
        var moments = RunningMoments.Of(series.ToArray());
        if (series.Length <= lag || moments.SumOfSquaredDeviations == 0) return null;
        var products = 0.0;
        for (var i = lag; i < series.Length; i++) products += (series[i] - moments.Mean) * (series[i - lag] - moments.Mean);
        return products / moments.SumOfSquaredDeviations;
    }

    /// <summary>|r| of an independent series stays below this in 95 % of all cases.</summary>
    public static double Limit(int n) => 1.96 / Math.Sqrt(n);

    /// <summary>Are the first coefficients all zero? (Ljung and Box 1978, against χ² with as many degrees of freedom as lags.)</summary>
    /// <returns>Null where a coefficient does not exist.</returns>
    /// <inheritdoc cref="At"/>
    public static TestResult? LjungBox(ReadOnlySpan<double> series, int lags = UsualLags)
    {
        double n = series.Length;
        var sum = 0.0;
        for (var lag = 1; lag <= lags; lag++)
        {
            if (At(series, lag) is not { } r) return null;
            sum += r * r / (n - lag);
        }

        var q = n * (n + 2) * sum;
        return new TestResult(q, SpecialFunctions.GammaUpperRegularized(lags / 2.0, q / 2));
    }

    /// <summary>The rank correlation of each value with the next: unmoved by outliers and by the shape of the distribution.</summary>
    /// <returns>Spearman's ρ with the p of its t approximation; null below six values, where it says nothing, and where all but an end are equal.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static TestResult? SpearmanLag1(ReadOnlySpan<double> series)
    {
        Sample.RequireFinite(series);
        if (series.Length < 6) return null;
        var rho = Correlation.Spearman(series[..^1].ToArray(), series[1..].ToArray());
        if (!double.IsFinite(rho)) return null;
        var df = series.Length - 3;
        var t = rho * Math.Sqrt(df / Math.Max(0, (1 - rho) * (1 + rho)));
        return new TestResult(rho, double.IsFinite(t) ? 2 * StudentT.CDF(0, 1, df, -Math.Abs(t)) : 0);
    }

    /// <summary>How many independent values would tell as much: n(1 − r₁)/(1 + r₁) where r₁ is above 0, else n (Bartlett 1946).</summary>
    /// <returns>Below 1 for a series that hardly moves; n for one without r₁.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static double EffectiveN(ReadOnlySpan<double> series) =>
        At(series, 1) is > 0 and var r ? series.Length * (1 - r) / (1 + r) : series.Length;
}
