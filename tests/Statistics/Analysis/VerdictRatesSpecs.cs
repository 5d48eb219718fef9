using ActorBench.Messages.Plans;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Comparisons;
using ActorBench.Tests;

namespace ActorBench.Statistics.Tests.Analysis;

/// <summary>How often a verdict is wrong, and how often it finds what is there: simulated campaigns of ten blocks, CV 2 %, through the whole analysis.</summary>
public sealed class VerdictRatesSpecs(ITestOutputHelper output)
{
    private const int Campaigns = 200;
    private const int Blocks = 10;
    private const double Mean = 90;
    private const double Cv = 0.02;
    private static readonly int[] Sizes = [1, 512, 65_536, 1 << 20];

    [Fact]
    public void Equal_platforms_are_seldom_called_different()
    {
        var random = new SeededRandom(71);
        var (campaigns, verdicts, alone, comparisons) = (0, 0, 0, 0);
        for (var i = 0; i < Campaigns; i++)
        {
            var found = Compared(ref random, slowdown: 0);
            comparisons += found.Count;
            verdicts += found.Count(Proven);
            alone += found.Count(one => one.Ratio.Test?.PValue < 0.05);
            campaigns += found.Any(Proven) ? 1 : 0;
        }

        output.WriteLine(
            $"{Campaigns} A/A campaigns of {comparisons / Campaigns} comparisons, {Blocks} blocks, CV {100 * Cv} %: a false difference in {100.0 * campaigns / Campaigns:0.0} % of the campaigns and "
            + $"{100.0 * verdicts / comparisons:0.00} % of the comparisons (Holm); {100.0 * alone / comparisons:0.0} % of the comparisons each by itself at 95 %");
        Assert.InRange((double)campaigns / Campaigns, 0, 0.06);
        Assert.InRange((double)verdicts / comparisons, 0, 0.06);
        Assert.InRange((double)alone / comparisons, 0.03, 0.06);
    }

    [Fact]
    public void A_slowdown_of_five_per_cent_is_found()
    {
        var random = new SeededRandom(72);
        var (holm, alone, comparisons, wrong) = (0, 0, 0, 0);
        for (var i = 0; i < Campaigns; i++)
        {
            var found = Compared(ref random, slowdown: 0.05).Where(one => one.Cell.Cell.Platform == "bridge").ToList();
            comparisons += found.Count;
            holm += found.Count(one => one.Verdict.Difference == Difference.Slower);
            wrong += found.Count(one => one.Verdict.Difference == Difference.Faster);
            alone += found.Count(one => one.Ratio.Test is { PValue: < 0.05, Ratio.Value: < 1 });
        }

        output.WriteLine(
            $"{comparisons} comparisons with a slowdown of 5 % in {Campaigns} campaigns of {2 * Sizes.Length} comparisons, {Blocks} blocks, CV {100 * Cv} %: found {100.0 * holm / comparisons:0.0} % after Holm, {100.0 * alone / comparisons:0.0} % each by itself");
        Assert.True(holm >= 0.9 * comparisons);
        Assert.True(alone >= 0.9 * comparisons);
        Assert.Equal(0, wrong);
    }

    private static bool Proven(PlatformComparison one) => one.Verdict.Difference != Difference.Unproven;

    /// <summary>Three platforms at four sizes, one of them slower. Each block has a level of its own, which all its trials share.</summary>
    private static IReadOnlyList<PlatformComparison> Compared(ref SeededRandom random, double slowdown)
    {
        var levels = Simulated.Normal(ref random, Blocks, Mean, 0.02 * Mean);
        var cells = new List<(Cell, double[])>();
        foreach (var size in Sizes)
        {
            foreach (var platform in (string[])["native", "bridge", "routed"])
            {
                var noise = Simulated.Normal(ref random, Blocks, platform == "bridge" ? 1 - slowdown : 1, Cv);
                cells.Add((Synthetic.Cell(platform, size), [.. levels.Zip(noise, (level, factor) => level * factor)]));
            }
        }

        return Synthetic.Analysis(cells).Comparisons;
    }
}
