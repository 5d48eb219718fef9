using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Tests;

namespace ActorBench.Statistics.Tests.Agreement;

public sealed class EnginePairsSpecs
{
    private static readonly Cell Netperf = Some.Tcp1 with { Engine = Engine.Netperf };
    private static readonly Cell Lone = Some.Udp8K;

    [Fact]
    public void A_cell_of_two_engines_is_compared_block_by_block()
    {
        // Three blocks of three trials; the last block lacks netperf's.
        var fold = Folded(
            (1, Some.Tcp1, 1010), (2, Netperf, 1000), (3, Lone, 5),
            (5, Netperf, 1000), (4, Lone, 5), (6, Some.Tcp1, 1030),
            (7, Some.Tcp1, 2000));

        var agreement = Assert.Single(fold.Status(CampaignState.Running, []).Agreement!);

        Assert.Equal((Some.Tcp1, 2), (agreement.Cell, agreement.Pairs));
        double[] differences = [Percent(1010, 1, 1000, 2), Percent(1030, 6, 1000, 5)];
        Assert.Equal(differences.Average(), agreement.BiasPercent!.Value, 9);
        Assert.Equal(agreement.BiasPercent.Value, (agreement.LowerLimitPercent!.Value + agreement.UpperLimitPercent!.Value) / 2, 9);
        Assert.True(agreement.BiasLowPercent < agreement.LowerLimitPercent, "two pairs leave the bias itself unknown");
    }

    [Fact]
    public void A_trial_is_never_paired_with_its_neighbour_in_another_block()
    {
        // Trials 3 and 4 stand side by side, but not in one block.
        var fold = Folded((3, Netperf, 1000), (4, Some.Tcp1, 1000));

        var agreement = Assert.Single(fold.Status(CampaignState.Running, []).Agreement!);

        Assert.Equal((0, null), (agreement.Pairs, agreement.BiasPercent));
    }

    [Fact]
    public void One_engine_agrees_with_nothing()
    {
        var fold = new CampaignFold(Plan(Some.Tcp1, Lone));

        Assert.Empty(fold.Status(CampaignState.Running, []).Agreement!);
    }

    // What Some.Recorded makes of exchanges: two seconds and the trial's number in nanoseconds.
    private static double Percent(long native, int nativeTrial, long netperf, int netperfTrial)
    {
        var (a, b) = (native / (2e9 + nativeTrial), netperf / (2e9 + netperfTrial));
        return 200 * (a - b) / (a + b);
    }

    private static CampaignFold Folded(params (int Trial, Cell Cell, long Exchanges)[] trials)
    {
        var fold = new CampaignFold(Plan(Some.Tcp1, Netperf, Lone));
        foreach (var (trial, cell, exchanges) in trials) Assert.True(fold.Add(Some.Recorded(trial, cell, exchanges)));
        return fold;
    }

    private static CampaignFoldPlan Plan(params Cell[] cells) => new(
        Some.Campaign, "3fa2c1d4", 2007, Some.Started().Lab, Some.Start, cells, [.. cells.Select(_ => 3)], SecondsPerTrialEstimate: 3, TrialsPerBlock: 3);
}
