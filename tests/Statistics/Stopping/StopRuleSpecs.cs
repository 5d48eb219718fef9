using ActorBench.Statistics.Stopping;

namespace ActorBench.Statistics.Tests.Stopping;

public sealed class StopRuleSpecs
{
    private static readonly StopRule Rule = new();

    [Fact]
    public void It_looks_at_ten_then_every_five_up_to_the_budget()
    {
        var looks = new List<int>();
        for (var last = 0; looks.Count < 20; looks.Add(last)) last = Rule.NextLook(last);

        Assert.Equal([10, 15, 20, 25], looks.Take(4));
        Assert.Equal([95, 100, 100], looks.Skip(17));
        Assert.Equal(20, Rule.NextLook(17));
        Assert.Equal(6, new StopRule(Budget: 6).NextLook(0));
    }

    [Fact]
    public void Both_intervals_have_to_be_narrow()
    {
        var native = Rule.At(Golden.Native);
        Assert.Equal((10, StopDecision.TargetMet), (native.N, native.Decision));
        // G-2 and G-5.
        Printed.Close(.0593550 / 94.068, native.MeanHalfWidth, 9);
        Printed.Close((94.13 - 93.97) / 2 / 94.095, native.MedianHalfWidth, 9);

        // One far value widens the mean's interval only, two levels only the median's.
        double[] outlier = [94, 94, 94, 94, 94, 94, 94, 94, 94, 60], levels = [94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 94, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100];
        Assert.Equal((true, false), (Met(Rule.At(outlier).MedianHalfWidth), Met(Rule.At(outlier).MeanHalfWidth)));
        Assert.Equal((false, true), (Met(Rule.At(levels).MedianHalfWidth), Met(Rule.At(levels).MeanHalfWidth)));
        Assert.Equal(StopDecision.GoOn, Rule.At(outlier).Decision);
        Assert.Equal(StopDecision.GoOn, Rule.At(levels).Decision);

        bool Met(double? halfWidth) => halfWidth <= Rule.Target;
    }

    [Fact]
    public void When_the_budget_is_spent_it_says_so()
    {
        var rule = Rule with { Target = .001, Budget = 10 };

        Assert.Equal(StopDecision.BudgetSpent, rule.At(Golden.Xen).Decision);
        Assert.Equal(StopDecision.TargetMet, (rule with { Target = .02 }).At(Golden.Xen).Decision);
    }

    [Fact]
    public void Without_an_interval_it_goes_on()
    {
        Assert.Equal(new Look(0, null, null, StopDecision.GoOn), Rule.At([]));
        Assert.Equal(new Look(1, null, null, StopDecision.GoOn), Rule.At([94]));
        Assert.Equal(new Look(6, null, null, StopDecision.GoOn), Rule.At([0, 0, 0, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => Rule.At([1, double.NaN]));
    }

    [Fact]
    public void Compared_cells_leave_together()
    {
        Assert.Equal(StopDecision.GoOn, StopRule.Together([StopDecision.TargetMet, StopDecision.GoOn, StopDecision.BudgetSpent]));
        Assert.Equal(StopDecision.BudgetSpent, StopRule.Together([StopDecision.TargetMet, StopDecision.BudgetSpent]));
        Assert.Equal(StopDecision.TargetMet, StopRule.Together([StopDecision.TargetMet, StopDecision.TargetMet]));
        Assert.Equal(StopDecision.GoOn, StopRule.Together([]));
    }
}
