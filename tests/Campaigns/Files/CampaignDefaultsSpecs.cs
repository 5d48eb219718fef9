using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Tests.Files;

public sealed class CampaignDefaultsSpecs
{
    private const string Full = """
        version: 1
        name: paper-2007                 # [a-z0-9-], at most 40
        description: UFSM 2007, native against bridged against routed guests
        seed: 2007
        engine: native                   # native | netperf | both
        timing: strict                   # strict | netperf
        lab: { kind: netns, hosts: 2, rate: 100 Mbit/s, wire: serialised, cpus: shared, mtu: 1500 }
        pairs: [[h1, h2]]                # or: disjoint | ring | all
        platforms: [native, bridge, routed]
        baseline: native
        protocols:
          tcp:
            sizes:
              small:  1 B .. 512 B x2
              medium: 8 KiB .. 512 KiB x2
              large:  [1 MiB, 2 MiB, 5 MiB, 10 MiB, 20 MiB, 50 MiB]
          udp:
            sizes:
              small:  1 B .. 512 B x2
              medium: [8 KiB, 16 KiB, 32 KiB]
        trial:
          duration: 10 s                 # or exchanges: 100
          min-exchanges: 1
          warmup: 200 ms
          response: same                 # same | a size
          timeout: 60 s
        repetitions: 10
        order: blocks
        retries: 2
        thresholds: { "cv(native, tcp small)": "< 2.5 %" }
        """;

    [Fact]
    public void Three_lines_are_a_campaign_and_the_rest_has_a_default()
    {
        var spec = Some.Spec(Some.Smallest);

        Assert.Equal((1, "smallest", null, 1UL, "native"), (spec.Version, spec.Name, spec.Description, spec.Seed, spec.Engine));
        Assert.Equal(new LabSpec(LabKind.Auto, 2, 100_000_000, WireKind.Shaped, CpuPolicy.Shared, 1500), spec.Lab);
        Assert.Equal([new PairId("h1", "h2")], spec.Pairs);
        Assert.Equal("native", spec.Baseline);
        Assert.Equal(new TrialSettings(Timing.Strict, 1_000_000_000, null, 1, 200_000_000, 60_000_000_000, SocketOptions.Untouched), spec.Trial);
        Assert.Equal((10, TrialOrder.Blocks, 2), (spec.Repetitions, spec.Order, spec.Retries));
        Assert.Null(spec.ResponseBytes);
        Assert.Empty(spec.Thresholds);
        Assert.Equal((Protocol.Tcp, "all"), (spec.Classes.Single().Protocol, spec.Classes[0].Name));
        Assert.Equal([1, 65_536], spec.Classes[0].Sizes);
    }

    [Fact]
    public void The_whole_language_in_one_file_is_the_shipped_study()
    {
        var spec = Some.Spec(Full);

        Assert.Equal(Planner.Plan(Some.Shipped("paper-2007.yaml")).Hash, Planner.Plan(spec).Hash);
        Assert.Equal(("cv(native, tcp small)", "< 2.5 %"), (spec.Thresholds[0].Name, spec.Thresholds[0].Condition));
        Assert.Equal(["Tcp small", "Tcp medium", "Tcp large", "Udp small", "Udp medium"], spec.Classes.Select(one => $"{one.Protocol} {one.Name}"));
        Assert.Equal([8192, 16_384, 32_768, 65_536, 131_072, 262_144, 524_288], spec.Classes[1].Sizes);
    }

    [Fact]
    public void Without_a_name_for_it_the_baseline_is_native_or_else_the_first_platform()
    {
        Assert.Equal("native", Some.Spec(Some.Smallest, "platforms=bridge,native").Baseline);
        Assert.Equal("routed", Some.Spec(Some.Smallest, "platforms=routed,bridge").Baseline);
        Assert.Equal(["native"], Some.Spec("name: x\nprotocols: { udp: { sizes: 1 } }").Platforms);
    }

    [Fact]
    public void Sizes_are_a_value_a_list_a_range_or_both()
    {
        Assert.Equal([7], Sizes("7"));
        Assert.Equal([1, 3, 5], Sizes("1 B .. 6 B +2 B"));
        Assert.Equal([3, 9, 27], Sizes("3 .. 80 x3"));
        Assert.Equal([1536, 1, 2, 4], Sizes("[1.5 KiB, 1 B..4 B x2]"));
        Assert.Equal([5], Sizes("5 B .. 5 B x2"));
        Assert.Equal([65_507], Sizes("65507 B"));

        static IReadOnlyList<int> Sizes(string sizes) => Some.Spec($"name: x\nprotocols: {{ udp: {{ sizes: {sizes} }} }}").Classes.Single().Sizes;
    }

    [Fact]
    public void Exchanges_end_a_trial_in_the_place_of_a_duration()
    {
        var trial = Some.Spec(Some.Smallest + "\ntrial: { exchanges: 100, sockets: { no-delay: true, send-buffer: 64 KiB } }").Trial;

        Assert.Equal((null, 100), (trial.DurationNs, trial.Exchanges));
        Assert.Equal(new SocketOptions(NoDelay: true, SendBufferBytes: 65_536), trial.Sockets);
    }

    [Fact]
    public void A_lab_may_be_left_unshaped() => Assert.Null(Some.Spec(Some.Smallest + "\nlab: { rate: none }").Lab.RateBitsPerSecond);

    [Fact]
    public void A_campaign_may_be_written_as_json() =>
        Assert.Equal(Some.Hash(Some.Smallest), Some.Hash("""
            { "name": "smallest", "platforms": ["native", "bridge"],
              "protocols": { "tcp": { "sizes": ["1 B", "64 KiB"] } } }
            """));

    [Theory]
    [InlineData(Some.Smallest)]
    [InlineData(Full)]
    public void Written_out_with_its_defaults_it_is_the_same_campaign(string text)
    {
        var spec = Some.Spec(text);
        var again = Some.Spec(CampaignText.Yaml(spec));

        Assert.Equal(PlanHash.CanonicalText(spec), PlanHash.CanonicalText(again));
        Assert.Equal((spec.Name, spec.Description), (again.Name, again.Description));
        Assert.Equal(spec.Thresholds, again.Thresholds);
    }
}
