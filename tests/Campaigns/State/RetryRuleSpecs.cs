using ActorBench.Campaigns.State;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.Tests.State;

public sealed class RetryRuleSpecs
{
    private static readonly CampaignId Campaign = new("quick-3fa2c1-1");

    /// <summary>A restarted coordinator, of whatever build, waits as long as the one before would have.</summary>
    [Theory]
    [InlineData(1, 1, 225.057)]
    [InlineData(1, 2, 1336.822)]
    [InlineData(1, 3, 3604.605)]
    [InlineData(2, 1, 223.083)]
    [InlineData(2, 9, 34530.323)]
    public void The_wait_of_an_attempt_is_always_the_same(int trial, int failures, double milliseconds) =>
        Assert.Equal(milliseconds, RetryRule.Standard.WaitAfter(Campaign, trial, failures).TotalMilliseconds, 3);

    [Fact]
    public void Waits_lie_anywhere_between_nothing_and_a_bound_that_doubles_to_a_minute()
    {
        foreach (var (failures, most) in ((int, double)[])[(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (8, 60), (40, 60), (2_000, 60)])
        {
            double[] waits = [.. Enumerable.Range(1, 2_000).Select(trial => RetryRule.Standard.WaitAfter(Campaign, trial, failures).TotalSeconds)];
            Assert.All(waits, wait => Assert.InRange(wait, 0, most));
            // Of 2,000 uniform draws the mean is within six standard errors, and the ends are near.
            Assert.InRange(waits.Average() / most, 0.5 - 0.039, 0.5 + 0.039);
            Assert.True(waits.Min() < 0.01 * most && waits.Max() > 0.99 * most, $"{waits.Min()} to {waits.Max()} of {most} s");
        }
    }

    [Fact]
    public void A_lab_waits_five_seconds_at_most() =>
        Assert.All(Enumerable.Range(1, 500), trial => Assert.InRange(RetryRule.Lab.WaitAfter(Campaign, trial, 20).TotalSeconds, 0, 5));

    [Theory]
    [InlineData(FailureKind.Mismatch, FailureClass.Invalid)]
    [InlineData(FailureKind.Stopped, FailureClass.Stopped)]
    [InlineData(FailureKind.Interrupted, FailureClass.Poison)]
    [InlineData(FailureKind.AgentLost, FailureClass.Poison)]
    [InlineData(FailureKind.LeaseEnded, FailureClass.Poison)]
    [InlineData(FailureKind.Timeout, FailureClass.Transient)]
    [InlineData(FailureKind.Refused, FailureClass.Transient)]
    [InlineData(FailureKind.Unable, FailureClass.Permanent)]
    public void Each_kind_of_failure_has_its_class(FailureKind kind, FailureClass expected) => Assert.Equal(expected, RetryRule.ClassOf(kind));
}
