using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Tests.Plans;

/// <summary>
/// Plans that results are stored under. The orders were computed apart from this code, by a few lines of Python after the
/// remarks of PlanRandom and Planner, the hashes by sha256 over the canonical text. A change here is a new planner version.
/// </summary>
public sealed class GoldenPlanSpecs
{
    [Fact]
    public void Quick_is_the_same_plan_on_every_machine()
    {
        var plan = Planner.Plan(Some.Shipped("quick.yaml"));

        Assert.Equal("d818e12eb8627b57d4902d3acf932d7737fa2124bf0437f2a9c0642f4bbfacdc", plan.Hash);
        Assert.Equal("d818e1", plan.ShortHash);
        Assert.Equal((21, 5, 105), (plan.Cells.Count, plan.Blocks.Count, plan.TrialCount));
        Assert.Equal(
            "udp:512:routed udp:512:bridge udp:512:native udp:8192:native udp:8192:routed udp:8192:bridge tcp:65536:bridge tcp:65536:routed tcp:65536:native",
            Some.Order(plan.Blocks[0].Trials.Take(9)));
        Assert.Equal(
            "tcp:1:native tcp:1:routed tcp:1:bridge udp:1:native udp:1:bridge udp:1:routed tcp:1048576:routed tcp:1048576:bridge tcp:1048576:native",
            Some.Order(plan.Blocks[4].Trials.Take(9)));
    }

    [Fact]
    public void Paper_2007_is_the_same_plan_on_every_machine()
    {
        var plan = Planner.Plan(Some.Shipped("paper-2007.yaml"));

        Assert.Equal("572de7f1f823d20085d61d995f08afed33aedc753cc23c2e902b6417ba4331c7", plan.Hash);
        Assert.Equal((108, 10, 1080), (plan.Cells.Count, plan.Blocks.Count, plan.TrialCount));
        Assert.Equal(
            "tcp:65536:native tcp:65536:routed tcp:65536:bridge udp:4:bridge udp:4:routed udp:4:native tcp:128:bridge tcp:128:routed tcp:128:native",
            Some.Order(plan.Blocks[0].Trials.Take(9)));
        Assert.Equal(
            "udp:2:bridge udp:2:native udp:2:routed udp:32:routed udp:32:native udp:32:bridge udp:8192:routed udp:8192:bridge udp:8192:native",
            Some.Order(plan.Blocks[9].Trials.TakeLast(9)));
    }

    [Fact]
    public void The_smallest_file_is_the_same_plan_on_every_machine()
    {
        var plan = Planner.Plan(Some.Spec(Some.Smallest));

        Assert.Equal("1b32f8de855de379b2c27c9a72b6cffe6c398234adefb7f5dcdb1e30389a0a2e", plan.Hash);
        Assert.Equal("tcp:65536:bridge tcp:65536:native tcp:1:native tcp:1:bridge", Some.Order(plan.Blocks[0].Trials));
        Assert.Equal("tcp:1:bridge tcp:1:native tcp:65536:native tcp:65536:bridge", Some.Order(plan.Blocks[1].Trials));
        Assert.Equal("tcp:65536:native tcp:65536:bridge tcp:1:bridge tcp:1:native", Some.Order(plan.Blocks[2].Trials));
    }

    [Fact]
    public void The_hash_is_over_a_text_that_a_person_can_check() =>
        Assert.Equal(
            """
            actorbench-plan 1
            seed 1
            engine native
            timing strict
            lab kind=auto hosts=2 rate=100000000 wire=shaped cpus=shared mtu=1500
            pairs h1:h2
            platforms native,bridge
            baseline native
            sizes tcp all 1,65536
            trial duration=1000000000 exchanges=- min-exchanges=1 warmup=200000000 response=- timeout=60000000000
            sockets no-delay=false send-buffer=- receive-buffer=-
            repetitions 10
            order blocks
            retries 2

            """,
            PlanHash.CanonicalText(Some.Spec(Some.Smallest)));

    [Theory]
    [InlineData("quick.yaml", 40, 60)]
    [InlineData("paper-2007.yaml", 11_500, 12_600)]
    public void The_estimate_is_what_the_documents_promise(string file, int least, int most) =>
        Assert.InRange(Planner.Plan(Some.Shipped(file)).Estimate.TotalSeconds, least, most);

    [Fact]
    public void Paper_2007_with_short_trials_takes_forty_minutes() =>
        Assert.InRange(Planner.Plan(Some.Shipped("paper-2007.yaml", "trial.duration=1s")).Estimate.TotalMinutes, 35, 42);
}
