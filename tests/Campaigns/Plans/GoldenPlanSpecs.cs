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

        Assert.Equal("b93ad3a651c29718a43bc0ff29a893da218954debdb7ae30cfeb3942b5d1cfa6", plan.Hash);
        Assert.Equal("b93ad3", plan.ShortHash);
        Assert.Equal((21, 5, 105), (plan.Cells.Count, plan.Blocks.Count, plan.TrialCount));
        Assert.Equal(
            "udp:512:bridge udp:512:native udp:512:routed udp:8192:native udp:8192:bridge udp:8192:routed tcp:65536:native tcp:65536:bridge tcp:65536:routed",
            Some.Order(plan.Blocks[0].Trials.Take(9)));
        Assert.Equal(
            "tcp:1:bridge tcp:1:native tcp:1:routed udp:1:routed udp:1:native udp:1:bridge tcp:1048576:bridge tcp:1048576:native tcp:1048576:routed",
            Some.Order(plan.Blocks[4].Trials.Take(9)));
    }

    [Fact]
    public void Paper_2007_is_the_same_plan_on_every_machine()
    {
        var plan = Planner.Plan(Some.Shipped("paper-2007.yaml"));

        Assert.Equal("be96465c5ed89126efe9306ede23fe157982625f9293e8bb0741d33f2d54ca45", plan.Hash);
        Assert.Equal((108, 10, 1080), (plan.Cells.Count, plan.Blocks.Count, plan.TrialCount));
        Assert.Equal(
            "tcp:65536:native tcp:65536:routed tcp:65536:bridge udp:4:native udp:4:bridge udp:4:routed tcp:128:routed tcp:128:bridge tcp:128:native",
            Some.Order(plan.Blocks[0].Trials.Take(9)));
        Assert.Equal(
            "udp:2:native udp:2:bridge udp:2:routed udp:32:native udp:32:bridge udp:32:routed udp:8192:routed udp:8192:bridge udp:8192:native",
            Some.Order(plan.Blocks[9].Trials.TakeLast(9)));
    }

    [Fact]
    public void The_smallest_file_is_the_same_plan_on_every_machine()
    {
        var plan = Planner.Plan(Some.Spec(Some.Smallest));

        Assert.Equal("f0f1a4fa2770dcea4655ae82831f949b0c82fb255a838bc74433aaa83d368c96", plan.Hash);
        Assert.Equal("tcp:65536:native tcp:65536:bridge tcp:1:native tcp:1:bridge", Some.Order(plan.Blocks[0].Trials));
        Assert.Equal("tcp:1:bridge tcp:1:native tcp:65536:bridge tcp:65536:native", Some.Order(plan.Blocks[1].Trials));
        Assert.Equal("tcp:65536:native tcp:65536:bridge tcp:1:bridge tcp:1:native", Some.Order(plan.Blocks[2].Trials));
    }

    [Fact]
    public void A_file_with_all_controls_is_the_same_plan_on_every_machine()
    {
        var plan = Planner.Plan(Some.Spec(Some.Smallest + "\ntwins: true\nsentinels: true"));

        Assert.Equal((6, 10, 70), (plan.Cells.Count, plan.Blocks.Count, plan.TrialCount));
        Assert.Equal("tcp:1:native.sentinel tcp:65536:bridge tcp:65536:native tcp:1:bridge tcp:1:native.twin tcp:1:native tcp:1:native.sentinel", Some.Order(plan.Blocks[0].Trials));
        Assert.Equal("tcp:1:native.sentinel tcp:1:native.twin tcp:1:native tcp:1:bridge tcp:65536:native tcp:65536:bridge tcp:1:native.sentinel", Some.Order(plan.Blocks[1].Trials));
    }

    [Fact]
    public void The_hash_is_over_a_text_that_a_person_can_check() =>
        Assert.Equal(
            """
            actorbench-plan 2
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
            twins false
            sentinels false
            stop none
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
