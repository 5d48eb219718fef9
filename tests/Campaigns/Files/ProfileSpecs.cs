using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Tests.Files;

public sealed class ProfileSpecs
{
    [Theory]
    [InlineData("paper", 10, 10_000, 200, 1, false, false, null)]
    [InlineData("quick", 5, 500, 200, 1, false, false, null)]
    [InlineData("ci", 15, 500, 200, 1, true, true, "5000 6 3")]
    [InlineData("rigorous", 100, 2_000, 1_000, 30, true, true, "2500 10 5")]
    public void A_profile_sets_defaults(string word, int repetitions, int durationMs, int warmupMs, int exchanges, bool twins, bool sentinels, string? stop)
    {
        var spec = Some.Spec($"{Some.Smallest}\nprofile: {word}");

        Assert.Equal((repetitions, twins, sentinels), (spec.Repetitions, spec.Twins, spec.Sentinels));
        Assert.Equal((durationMs * 1_000_000L, warmupMs * 1_000_000L, exchanges), (spec.Trial.DurationNs, spec.Trial.WarmupNs, spec.Trial.MinExchanges));
        Assert.Equal(stop, spec.Stop is { } rule ? $"{rule.TargetMilliPercent} {rule.Min} {rule.Every}" : null);
    }

    [Fact]
    public void Only_the_rigorous_one_waits_for_a_still_interface_and_only_then_it_is_in_the_hash()
    {
        var (plain, rigorous) = (Some.Spec(Some.Smallest), Some.Spec(Some.Smallest + "\nprofile: rigorous"));

        Assert.Equal((0L, 200_000_000L), (plain.Trial.DrainNs, rigorous.Trial.DrainNs));
        Assert.DoesNotContain("drain", PlanHash.CanonicalText(plain), StringComparison.Ordinal);
        Assert.Contains(" timeout=60000000000 drain=200000000\n", PlanHash.CanonicalText(rigorous), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_overrides_its_part_of_the_profile()
    {
        var spec = Some.Spec(Some.Smallest + "\nprofile: rigorous\nrepetitions: 40\ntwins: false\nstop: { target: 1.5 %, budget: 2 h }\ntrial: { duration: 1 s }");

        Assert.Equal((40, false, true), (spec.Repetitions, spec.Twins, spec.Sentinels));
        Assert.Equal(new StopRule(1_500, 10, 5, 7_200_000_000_000), spec.Stop);
        Assert.Equal(1_000_000_000, spec.Trial.DurationNs);
        Assert.Null(Some.Spec(Some.Smallest + "\nprofile: rigorous\nstop: none").Stop);
    }

    [Fact]
    public void Fewer_repetitions_than_the_profile_looks_at_are_just_made() =>
        Assert.Null(Some.Spec(Some.Smallest + "\nprofile: rigorous\nrepetitions: 4").Stop);

    [Fact]
    public void Written_out_every_profile_gives_the_same_plan()
    {
        foreach (var profile in Words.Profiles.All)
        {
            var spec = Some.Spec($"{Some.Smallest}\nprofile: {profile}\n");
            Assert.Equal(Planner.Plan(spec).Hash, Some.Hash(CampaignText.Yaml(spec)));
        }
    }

    [Theory]
    [InlineData("profile: rigorus", "4:10: profile cannot be 'rigorus'; did you mean 'rigorous'?")]
    [InlineData("stop: { target: 5 }", "4:17: '5' has no unit; write one such as '2.5 %'")]
    [InlineData("stop: { target: 0 % }", "4:17: '0 %' is too small; stop.target takes 0.001 % to 100 %")]
    [InlineData("stop: { min: 3 }", "4:14: stop.min must be a whole number from 6 to 1,000,000, not '3'")]
    [InlineData("stop: { min: 20 }", "4:14: the stop rule looks after 20 repetitions first, and the campaign has 10; write more repetitions, or 'stop: none'")]
    [InlineData("stop: soon", "4:7: stop takes keys with values; write it as 'stop: { key: value }'")]
    [InlineData("budget: 2 h", "4:1: unknown key 'budget'; it belongs under 'stop'")]
    [InlineData("twins: yes", "4:8: twins cannot be 'yes'; choose from: true, false")]
    public void A_bad_value_is_refused_in_one_sentence(string line, string sentence) =>
        Assert.EndsWith(sentence, Some.Refusal($"{Some.Smallest}\n{line}"), StringComparison.Ordinal);
}
