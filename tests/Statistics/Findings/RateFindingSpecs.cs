using ActorBench.Messages.Plans;
using ActorBench.Tests;

namespace ActorBench.Statistics.Tests.Findings;

/// <summary>Rules that look at the rates of a cell. Each fires on data made for it; that all are silent on clean data is in <see cref="FindingSpecs"/>.</summary>
public sealed class RateFindingSpecs
{
    [Theory]
    [InlineData(0.09, false)]
    [InlineData(0.12, true)]
    public void Rates_that_scatter_by_more_than_a_tenth_are_told(double cv, bool told) =>
        Assert.Equal(told ? 1 : 0, Looked.For("HIGH_CV", Looked.Calm(90, Synthetic.Calm(90, cv))).Length);

    [Fact]
    public void The_evidence_of_a_high_cv_says_how_many_trials_it_would_take() =>
        Assert.Contains("±2.5 % would take ", Assert.Single(Looked.For("HIGH_CV", Looked.Calm(90, Synthetic.Calm(90, 0.2)))), StringComparison.Ordinal);

    [Fact]
    public void A_first_run_far_below_all_others_is_told()
    {
        double[] cold = [60, .. Synthetic.Calm()[1..]];
        Assert.StartsWith("bridge tcp 1 KiB: 60 Mbit/s first, median ", Assert.Single(Looked.For("SLOW_FIRST_RUN", Looked.Calm(90, cold))), StringComparison.Ordinal);

        // The same value later is an outlier like any other, and so is a first one above.
        Assert.Empty(Looked.For("SLOW_FIRST_RUN", Looked.Calm(90, [.. Synthetic.Calm()[1..], 60])));
        Assert.Empty(Looked.For("SLOW_FIRST_RUN", Looked.Calm(90, [120, .. Synthetic.Calm()[1..]])));
        // Rates that hardly move: far in deviations, nothing in per cent.
        Assert.Empty(Looked.For("SLOW_FIRST_RUN", Looked.Calm(90, [93.9, .. Synthetic.Calm(94, 0.00001)[1..]])));
    }

    [Fact]
    public void A_level_that_slips_away_is_told_also_by_the_sentinel()
    {
        double[] slipping = [.. Synthetic.Calm().Select((rate, i) => rate * (1 - (0.01 * i)))];
        Assert.Contains("Mann-Kendall p = ", Assert.Single(Looked.For("DRIFT", Looked.Calm(90, slipping))), StringComparison.Ordinal);

        var sentinel = Synthetic.Cell(role: CellRole.Sentinel);
        double[] both = [.. Synthetic.Calm().Concat(Synthetic.Calm()).Select((rate, i) => rate * (1 + (0.004 * i)))];
        var found = Assert.Single(Looked.For("DRIFT", [.. Synthetic.Trials((Looked.Native, Synthetic.Calm()), (sentinel, both))]));
        Assert.StartsWith("native.sentinel tcp 1 KiB: +", found, StringComparison.Ordinal);
        Assert.Contains("EWMA chart", found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drift_below_one_per_cent_does_not_matter() =>
        Assert.Empty(Looked.For("DRIFT", Looked.Calm(90, [.. Enumerable.Range(0, 10).Select(i => 90 + (0.01 * i))])));

    [Fact]
    public void Trials_that_follow_their_neighbours_are_told_with_their_effective_number()
    {
        double[] wave = [.. Enumerable.Range(0, 30).Select(i => 90 + Math.Sin(i / 4.0))];
        Assert.Contains("30 trials are worth ", Assert.Single(Looked.For("DEPENDENT", Looked.Calm(90, wave))), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_levels_are_told_from_fifteen_trials_on()
    {
        double[] two = [.. Enumerable.Range(0, 20).Select(i => (i % 3 == 0 ? 80 : 90) + (0.01 * (i % 7)))];
        Assert.Contains("mValue ", Assert.Single(Looked.For("BIMODAL", Looked.Calm(90, two))), StringComparison.Ordinal);
        Assert.Empty(Looked.For("BIMODAL", Looked.Calm(90, two[..14])));
    }

    [Fact]
    public void One_value_far_outside_is_told_with_what_hangs_on_it() =>
        Assert.Matches(
            @"^bridge tcp 1 KiB: 1 of 10 trials \(number 16\); mean 86\.86\d? Mbit/s, without 89\.845$",
            Assert.Single(Looked.For("SEVERE_OUTLIERS", Looked.Calm(90, [.. Synthetic.Calm()[..7], 60, .. Synthetic.Calm()[8..]]))));

    [Fact]
    public void Rates_that_are_not_normal_are_told() =>
        Assert.Single(Looked.For("NOT_NORMAL", Looked.Calm(90, [90, 90.1, 90.2, 90.1, 90, 90.3, 90.2, 90.1, 90, 70])));

    [Fact]
    public void A_twin_that_differs_is_told()
    {
        var twin = Synthetic.Cell(role: CellRole.Twin);
        var slower = Synthetic.Trials((Looked.Native, Synthetic.Calm()), (twin, Synthetic.Calm(88).Reverse().ToArray()));
        var alike = Synthetic.Trials((Looked.Native, Synthetic.Calm()), (twin, Synthetic.Calm().Reverse().ToArray()));

        Assert.Contains("to native tcp 1 KiB, p = ", Assert.Single(Looked.For("AA_FAILED", [.. slower])), StringComparison.Ordinal);
        Assert.Empty(Looked.For("AA_FAILED", [.. alike]));
    }
}
