using ActorBench.Messages.Plans;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Comparisons;
using ActorBench.Tests;

namespace ActorBench.Statistics.Tests.Analysis;

public sealed class CampaignDifferenceSpecs
{
    private static readonly Cell Native = Synthetic.Cell();
    private static readonly Cell Bridge = Synthetic.Cell("bridge");

    [Fact]
    public void Golden_samples_have_the_golden_ratio()
    {
        var cell = Assert.Single(CampaignDifference.Of(Synthetic.Analysis((Native, Golden.Native)), Synthetic.Analysis((Native, Golden.Xen))).Cells);

        // G-15: HL ratio, its interval, and the exact p of Mann and Whitney.
        Printed.Close(.9382834, cell.Ratio, 6);
        Printed.Close(.9308256, .9435587, cell.Test?.Ratio.Interval, 6);
        Printed.Close(1.0825088e-5, cell.Verdict.AdjustedPValue, 11);
        Assert.Equal(Difference.Slower, cell.Verdict.Difference);
    }

    [Fact]
    public void Too_few_trials_on_either_side_decide_nothing()
    {
        var cell = Assert.Single(CampaignDifference.Of(Synthetic.Analysis((Native, Golden.Native)), Synthetic.Analysis((Native, Golden.Xen[..5]))).Cells);

        Assert.Null(cell.Test);
        Assert.NotNull(cell.Ratio);
        Assert.True(cell.Verdict.Inconclusive);
    }

    [Fact]
    public void The_family_is_every_cell_that_both_have_and_the_filter_takes()
    {
        var a = Synthetic.Analysis((Native, Golden.Native), (Bridge, Golden.OpenVz), (Synthetic.Cell("routed"), Golden.Xen), (Synthetic.Cell(role: CellRole.Twin), Golden.Native));
        var b = Synthetic.Analysis((Native with { SizeClass = "small" }, Golden.Xen), (Bridge, Golden.OpenVz), (Synthetic.Cell(bytes: 1), Golden.Xen));

        var both = CampaignDifference.Of(a, b);
        Assert.Equal([Native, Bridge], both.Cells.Select(cell => cell.A.Cell));
        Assert.Equal(["routed"], both.OnlyA.Select(cell => cell.Platform));
        Assert.Equal([1], both.OnlyB.Select(cell => cell.RequestBytes));
        Printed.Close(2 * 1.0825088e-5, both.Cells[0].Verdict.AdjustedPValue, 11);

        var one = CampaignDifference.Of(a, b, cell => cell.Platform == "native");
        Printed.Close(1.0825088e-5, Assert.Single(one.Cells).Verdict.AdjustedPValue, 11);
        Assert.Empty(one.OnlyA);
    }

    [Fact]
    public void A_geometric_mean_is_over_cells_that_both_have_measured()
    {
        var (a, b) = (Synthetic.Analysis((Native, [10, 10, 10]), (Bridge, [1000, 1000, 1000])), Synthetic.Analysis((Native, [20, 20, 20]), (Bridge, [2000, 2000, 2000])));
        var means = GeometricMeans.Of(CampaignDifference.Of(a, b).Cells);

        Assert.Equal(2, means?.Cells);
        Assert.Equal(100, means!.A, 1e-4);
        Assert.Equal(200, means.B, 1e-4);
        Assert.Null(GeometricMeans.Of(CampaignDifference.Of(a, b, cell => cell == Native).Cells));
    }
}
