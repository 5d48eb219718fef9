using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Statistics.Analysis;
using ActorBench.Tests;

namespace ActorBench.Statistics.Tests.Findings;

/// <summary>Rules that look at trials of several pairs which had to begin at one instant.</summary>
public sealed class CommonStartFindingSpecs
{
    private const long WindowNs = 1_000_000_000;

    [Fact]
    public void Windows_that_begin_together_are_no_finding()
    {
        var campaign = Looked.At(Start(1, 0, 3_000_000, 9_000_000));

        Assert.Empty(Looked.For("SKEW", campaign));
        Assert.Empty(Looked.For("BARRIER_TIMEOUT", campaign));
        var start = Assert.Single(campaign.Analysis.Starts);
        Assert.Equal((3, 9_000_000, WindowNs - 9_000_000), (start.Trials.Count, start.SkewNs, start.SharedNs));
    }

    [Fact]
    public void Windows_that_begin_more_than_a_hundredth_apart_are_told() => Assert.Equal(
        ["round 1, trial 2 of the block: 3 windows began within 11.000 ms, 1.10 % of 1000.0 ms (known within ±0.020 ms); the last was h5:h6"],
        Looked.For("SKEW", [.. Start(1, 0, 3_000_000, 9_000_000), .. Start(2, 1_000_000, 3_000_000, 12_000_000)]));

    [Fact]
    public void A_start_without_all_pairs_is_told_with_whom_it_lacked()
    {
        var whole = Start(1, 0, 0, 0);
        var late = Start(2, 0, 0).Select(trial => trial with { Result = trial.Result with { Start = trial.Result.Start! with { Missing = ["h5:h6"] } } });

        Assert.Equal(["round 1: 1 start with fewer than 3 pairs, the fewest 2; not ready: h5:h6 1"], Looked.For("BARRIER_TIMEOUT", [.. whole, .. late]));
        Assert.Equal(
            ["round 1: 1 start with fewer than 3 pairs, the fewest 2; all were ready, and an attempt failed inside the window"],
            Looked.For("BARRIER_TIMEOUT", [.. whole, .. Start(2, 0, 0)]));
    }

    [Fact]
    public void Starts_at_different_instants_have_no_skew_between_them()
    {
        PairEvents.TrialRecorded[] apart = [.. Start(1, 0, 0), .. Start(1, 0).Select(trial => trial with { Result = trial.Result with { Start = trial.Result.Start! with { AskedNs = 5 } } })];

        Assert.Equal(2, CommonStart.Of(apart).Count);
    }

    /// <summary>One trial a pair of one position, each so late.</summary>
    private static IReadOnlyList<PairEvents.TrialRecorded> Start(int position, params long[] lateNs) =>
    [
        .. lateNs.Select((late, i) =>
        {
            var pair = new PairId($"h{(2 * i) + 1}", $"h{(2 * i) + 2}");
            var trial = Synthetic.Trials((Looked.Native, [90.0]))[0];
            var asked = position * 10 * WindowNs;
            return trial with
            {
                Key = trial.Key with { Pair = pair, Trial = (10 * i) + position },
                Spec = trial.Spec with { Pair = pair, Number = (10 * i) + position },
                Result = trial.Result with { Start = new StartFacts(1, position, 3, asked, asked + late, asked + late + WindowNs, 20_000) },
            };
        }),
    ];
}
