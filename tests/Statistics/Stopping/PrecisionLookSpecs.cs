using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Statistics.Stopping;

namespace ActorBench.Statistics.Tests.Stopping;

public sealed class PrecisionLookSpecs
{
    private const double Target = 2.5;

    [Fact]
    public void The_half_widths_are_those_of_the_goldens()
    {
        var (mean, median) = PrecisionLook.HalfWidths(Golden.Native);

        // G-2 and G-5.
        Printed.Close(100 * .0593550 / 94.068, mean, 7);
        Printed.Close(100 * (94.13 - 93.97) / 2 / 94.095, median, 7);
    }

    [Fact]
    public void Both_intervals_have_to_be_narrow()
    {
        // One far value widens the mean's interval only, two levels only the median's.
        double[] outlier = [94, 94, 94, 94, 94, 94, 94, 94, 94, 60], levels = [94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100];

        Assert.Equal((false, true, false), Narrow(Look(outlier)));
        Assert.Equal((true, false, false), Narrow(Look(levels)));
        Assert.Equal((true, true, true), Narrow(Look(Golden.Native)));
    }

    [Fact]
    public void One_wide_cell_keeps_its_comparison_in_the_plan()
    {
        Assert.False(Look(Golden.Native, [90, 91, 99, 85, 80, 97]).Met);
        Assert.True(Look(Golden.Native, Golden.Xen).Met);
    }

    [Fact]
    public void Without_an_interval_nothing_is_met()
    {
        Assert.Equal((null, null, false), (Look().MeanPercent, Look().MedianPercent, Look().Met));
        Assert.Equal((null, null, false), (Look([94]).MeanPercent, Look([94]).MedianPercent, Look([94]).Met));
        Assert.False(Look([0, 0, 0, 0, 0, 0]).Met);
        Assert.False(Look(Golden.Native, [94]).Met);
        Assert.Throws<ArgumentException>(() => Look([1, double.NaN]));
    }

    private static ComparisonLook Look(params double[][] cells) => PrecisionLook.At(Protocol.Tcp, "small", 1, Target, cells);

    private static (bool Mean, bool Median, bool Met) Narrow(ComparisonLook look) => (look.MeanPercent <= Target, look.MedianPercent <= Target, look.Met);
}
