using ActorBench.Statistics.Comparisons;
using ActorBench.Statistics.Series;
using CsCheck;

namespace ActorBench.Statistics.Tests.Series;

public sealed class DriftSpecs
{
    private static readonly string[] LatinBlocks = ["NXO", "XON", "ONX"];

    [Fact]
    public void A_line_is_found_under_outliers()
    {
        double[] series = [.. Enumerable.Range(0, 11).Select(i => i is 3 or 7 ? 10 : 94 - (.05 * i))];
        var line = TheilSen.Of(series)!.Value;

        Assert.Equal(-.05, line.Slope, 1e-9);
        Assert.Equal(94, line.Start, 1e-9);
        Assert.Equal(-.05 * 11 / 93.7, TheilSen.RelativeDrift(series)!.Value, 1e-9);
    }

    [Fact]
    public void Its_slope_is_the_median_of_all_slopes() =>
        Gen.Double[-10, 10].Array[2, 20].Sample(series =>
        {
            var slopes = series.SelectMany((y, j) => series.Take(j).Select((x, i) => (y - x) / (j - i))).ToArray();
            return TheilSen.Of(series)!.Value.Slope == Quantiles.Median(slopes);
        });

    [Fact]
    public void One_value_has_no_slope_and_a_median_of_zero_no_relative_drift()
    {
        Assert.Null(TheilSen.Of([]));
        Assert.Null(TheilSen.Of([1]));
        Assert.Null(TheilSen.RelativeDrift([-1, 0, 1]));
        Assert.Throws<ArgumentException>(() => TheilSen.Of([1, double.NaN]));
    }

    /// <summary>The example of the NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.4, to the digits printed there.</summary>
    [Fact]
    public void The_control_chart_is_the_handbooks()
    {
        double[] series = [52, 47, 53, 49.3, 50.1, 47, 51, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
        double[] averages = [50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99];
        var chart = EwmaChart.Of(series, center: 50, sigma: 2.0539, weight: .3);

        for (var i = 0; i < averages.Length; i++) Assert.Equal(averages[i], chart[i].Value, .0051);
        Assert.Equal((47.4115, 52.5884), (Math.Round(chart[^1].Low, 4), Math.Round(chart[^1].High, 4)), (a, b) => Math.Abs(a.Item1 - b.Item1) < .001 && Math.Abs(a.Item2 - b.Item2) < .001);
        Assert.DoesNotContain(chart, point => point.OutOfControl);
    }

    [Fact]
    public void A_lasting_shift_goes_out_of_control_and_chance_seldom_does()
    {
        var random = new SeededRandom(53);
        double[] shifted = [.. Simulated.Normal(ref random, 20, 94, .1), .. Simulated.Normal(ref random, 20, 93.6, .1)];

        Assert.Contains(EwmaChart.Of(shifted), point => point.OutOfControl);
        Assert.InRange(Simulated.Share(500, 54, (ref random) => EwmaChart.Of(Simulated.Normal(ref random, 30, 94, .1)).Any(point => point.OutOfControl)), 0, .1);
        Assert.DoesNotContain(EwmaChart.Of([.. Enumerable.Repeat(93.7, 20)]), point => point.OutOfControl);
        Assert.Empty(EwmaChart.Of([94]));
        Assert.Throws<ArgumentException>(() => EwmaChart.Of([94, double.NaN]));
    }

    /// <summary>G-12: three platforms that are the same, on a machine that gets slower by .05 Mbit/s a trial.</summary>
    [Fact]
    public void Measuring_platform_by_platform_takes_drift_for_overhead()
    {
        var ordered = Measured([.. Enumerable.Repeat('N', 10), .. Enumerable.Repeat('X', 10), .. Enumerable.Repeat('O', 10)]);
        Printed.Close(.994668, RatioOfMeans.Fieller(ordered['X'], ordered['N'])?.Value, 6);
        Printed.Close(.989336, RatioOfMeans.Fieller(ordered['O'], ordered['N'])?.Value, 6);
        Assert.Equal(Difference.Slower, Verdicts.Of([RatioTest.Means(ordered['O'], ordered['N'])])[0].Difference);

        var blocked = Measured([.. Enumerable.Range(0, 10).SelectMany(block => LatinBlocks[block % 3])]);
        Printed.Close(.999946, RatioOfMeans.Fieller(blocked['X'], blocked['N'])?.Value, 6);
        Printed.Close(.999893, RatioOfMeans.Fieller(blocked['O'], blocked['N'])?.Value, 6);
        Assert.Equal(Difference.Unproven, Verdicts.Of([RatioTest.Means(blocked['O'], blocked['N'])])[0].Difference);

        static Dictionary<char, RunningMoments> Measured(char[] order) => order
            .Select((platform, i) => (Platform: platform, Rate: 94 - (.05 * i)))
            .GroupBy(trial => trial.Platform)
            .ToDictionary(group => group.Key, group => RunningMoments.Of(group.Select(trial => trial.Rate)));
    }
}
