using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Findings;
using ActorBench.Tests;

namespace ActorBench.Statistics.Tests.Analysis;

public sealed class LevelFiguresSpecs
{
    private static readonly Cell Alone = new("native", Protocol.Tcp, "all", 1, 1, Concurrency: 1);
    private static readonly Cell Together = Alone with { Concurrency = 2 };
    private static readonly PairId[] Pairs = [new("h1", "h2"), new("h3", "h4")];

    /// <summary>By hand: R is 0.8 in each block, a round adds up to 2 × 80 and is even; a pair's own level drops out.</summary>
    [Fact]
    public void A_pair_that_loses_a_fifth_among_others_is_contended_whatever_its_own_rate_is()
    {
        var analysis = Analysed((pair, repetition, level) => (100 + (50 * pair) + repetition) * (level == 1 ? 1 : 0.8 + (0.001 * ((repetition + pair) % 3))));

        var level = analysis.Levels.Single(one => one.Level == 2);
        Assert.Equal(12, level.BesideAlone!.Blocks);
        Assert.Equal(0.801, level.BesideAlone.Ratio!.Value, 3);
        Assert.True(level.IsContended);
        Assert.Equal(6, level.Rounds);
        Assert.InRange(level.TotalMbitS!.Value.Value, 200, 210);
        Assert.InRange(level.LeastJain!.Value, 0.95, 0.97);
        var finding = Assert.Single(FindingRules.Of(new FindingContext(analysis, [])), one => one.Rule.Code == "CONTENDED");
        Assert.Equal("native tcp 1 B, 2 pairs at once", finding.Where);
        Assert.Contains("R = 0.801 [0.80", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("an uplink or switch", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_within_one_per_cent_is_none()
    {
        var analysis = Analysed((pair, repetition, level) => 100 * (level == 1 ? 1 : 0.996 + (0.001 * ((repetition + pair) % 3))));
        Assert.False(analysis.Levels.Single(one => one.Level == 2).IsContended);
        Assert.DoesNotContain(FindingRules.Of(new FindingContext(analysis, [])), one => one.Rule.Code == "CONTENDED");
    }

    [Fact]
    public void A_round_that_lacks_a_pair_is_in_no_sum()
    {
        var analysis = Analysed((_, _, _) => 100, except: (Pair: 1, Repetition: 3));
        var level = analysis.Levels.Single(one => one.Level == 2);
        Assert.Equal(5, level.Rounds);
        Assert.Equal(11, level.BesideAlone!.Blocks);
        Assert.Equal(200, level.TotalMbitS!.Value.Value, 6);
        Assert.Equal(1, level.MeanJain!.Value, 9);
    }

    /// <summary>Windows of 100: in the third round the second opens 6 later than the first, in the fourth 5, and in the fifth it caught up by itself.</summary>
    [Fact]
    public void A_round_whose_windows_were_not_open_together_is_in_no_sum()
    {
        var analysis = Analysed((_, _, _) => 100, opens: (pair, repetition) => (Asked: pair == 1 && repetition == 5 ? 1_000 : 0, After: (pair, repetition) switch { (1, 3) => 6, (1, 4) => 5, _ => 0 }));
        var level = analysis.Levels.Single(one => one.Level == 2);
        Assert.Equal(4, level.Rounds);
        Assert.Equal(12, level.BesideAlone!.Blocks);
    }

    [Fact]
    public void Platforms_are_compared_at_one_level_only()
    {
        Cell[] cells = [Alone, Alone with { Platform = "bridge" }, Together, Together with { Platform = "bridge" }];
        Assert.Equal([(1, 0), (3, 2)], BaselinePairs.Of(cells, "native", CellRole.Measured));
    }

    /// <summary>Six repetitions: two rounds of one pair, then one round of two.</summary>
    private static CampaignAnalysis Analysed(Func<int, int, int, double> rate, (int Pair, int Repetition)? except = null, Func<int, int, (long Asked, long After)>? opens = null)
    {
        var (facts, rounds) = (new List<ActorBench.Messages.Pairs.ITrialEvent>(), new List<int>());
        for (var repetition = 1; repetition <= 6; repetition++)
        {
            foreach (var (level, pair) in new[] { (1, 0), (1, 1), (2, 0), (2, 1) })
            {
                rounds.Add((3 * repetition) + (level == 2 ? 2 : pair));
                var spec = new TrialSpec(rounds.Count, rounds.Count, repetition, Pairs[pair], level == 1 ? Alone : Together);
                if (level == 2 && except == (pair, repetition)) continue;
                var trial = Synthetic.Trial(spec, rate(pair, repetition, level));
                facts.Add(level == 1 || opens?.Invoke(pair, repetition) is not var (asked, after)
                    ? trial
                    : trial with { Result = trial.Result with { Start = new StartFacts(rounds[^1], 1, 2, asked, asked + after, asked + after + 100, 1) } });
            }
        }

        return CampaignAnalysis.Of(new AnalysisInput([Alone, Together], [12, 12], "native", null, facts, new HashSet<int>(), Rounds: rounds));
    }
}
