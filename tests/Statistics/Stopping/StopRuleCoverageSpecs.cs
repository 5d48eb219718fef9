using ActorBench.Statistics.Intervals;
using ActorBench.Statistics.Stopping;

namespace ActorBench.Statistics.Tests.Stopping;

/// <summary>
/// G-14: what optional stopping does to intervals that are said to cover 95 %. Normal values with a CV of 3 %, 4000 campaigns of fixed
/// seed. There and here the simulation has a standard error of 0.4 % in coverages and of 0.15 (mean) and 0.37 (median) in numbers of trials.
/// </summary>
public sealed class StopRuleCoverageSpecs
{
    private const int Campaigns = 4000;
    private const double Mean = 100;
    private const double TargetPercent = 1;
    private const int Most = 100;

    /// <summary>The golden figures are of a rule by either interval alone: 94.3 % with 37.9 trials, and 93.1 % with 58.5. Ours asks for both.</summary>
    [Fact]
    public void Looking_every_five_trials_from_ten_on_keeps_the_coverage()
    {
        var random = new SeededRandom(21);
        var (byMean, byMedian, meanByBoth, medianByBoth) = (new Tally(), new Tally(), new Tally(), new Tally());
        for (var i = 0; i < Campaigns; i++)
        {
            var values = Simulated.Normal(ref random, Most, Mean, 3);
            var (meanMet, medianMet, stopped) = (0, 0, 0);
            for (var n = 10; stopped == 0; n += 5)
            {
                var (mean, median) = PrecisionLook.HalfWidths(values[..n]);
                if (meanMet == 0 && (mean <= TargetPercent || n == Most)) meanMet = n;
                if (medianMet == 0 && (median <= TargetPercent || n == Most)) medianMet = n;
                if ((mean <= TargetPercent && median <= TargetPercent) || n == Most) stopped = n;
            }

            byMean.Add(MeanInterval.Of(RunningMoments.Of(values.Take(meanMet))), meanMet);
            byMedian.Add(QuantileInterval.Median(values.AsSpan(0, medianMet)), medianMet);
            meanByBoth.Add(MeanInterval.Of(RunningMoments.Of(values.Take(stopped))), stopped);
            medianByBoth.Add(QuantileInterval.Median(values.AsSpan(0, stopped)), stopped);
        }

        Assert.Equal(.943, byMean.Coverage, .0125);
        Assert.Equal(37.9, byMean.MeanN, 1.0);
        Assert.Equal(.931, byMedian.Coverage, .0125);
        Assert.Equal(58.5, byMedian.MeanN, 2.0);
        Assert.All([byMean, byMedian, meanByBoth, medianByBoth], tally => Assert.True(tally.Coverage >= .925, $"{tally.Coverage}"));
    }

    /// <summary>netperf <c>-i 10,3 -I 95,5</c>: 90.9 %, and 84 % of the runs hit the target.</summary>
    [Fact]
    public void Netperfs_rule_covers_less_than_it_says()
    {
        var options = NetperfOptions.Parse("10,3", "95,5", resultOnly: true);
        var random = new SeededRandom(22);
        var (tally, hit) = (new Tally(), 0);
        for (var i = 0; i < Campaigns; i++)
        {
            var (rule, moments) = (new NetperfConfidence(options), default(RunningMoments));
            foreach (var value in Simulated.Normal(ref random, options.MaxIterations, Mean, 3))
            {
                (rule, moments) = (rule.Add(value), moments.Add(value));
                if (!rule.GoesOn) break;
            }

            tally.Add(MeanInterval.Of(moments), rule.Iterations);
            if (rule.Warning is null) hit++;
        }

        Assert.Equal(.909, tally.Coverage, .0125);
        Assert.Equal(.84, (double)hit / Campaigns, .02);
    }

    private sealed class Tally
    {
        private int _covered;
        private long _values;

        public double Coverage => (double)_covered / Campaigns;

        public double MeanN => (double)_values / Campaigns;

        public void Add(Interval? interval, int n)
        {
            if (interval!.Value.Contains(Mean)) _covered++;
            _values += n;
        }
    }
}
