using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Tests.Plans;

public sealed class PlanHashSpecs
{
    private const string Campaign = """
        name: one
        seed: 7
        platforms: [native, bridge]
        protocols:
          tcp: { sizes: { small: [1 B, 512 B], large: [1 MiB] } }
          udp: { sizes: [8 KiB] }
        trial: { duration: 1 s, warmup: 100 ms }
        """;

    private static readonly string Hash = Some.Hash(Campaign);

    [Theory]
    [InlineData("name: two")]
    [InlineData("description: something else")]
    [InlineData("thresholds: { \"cv(native, tcp small)\": \"< 2.5 %\" }")]
    [InlineData("# a comment")]
    [InlineData("baseline: native")]
    [InlineData("lab: { rate: 0.1 Gbit/s }")]
    public void What_changes_no_trial_changes_no_hash(string line) =>
        Assert.Equal(Hash, Some.Hash(line.StartsWith("name", StringComparison.Ordinal) ? Campaign.Replace("name: one", line, StringComparison.Ordinal) : $"{Campaign}\n{line}\n"));

    [Theory]
    [InlineData("seed=8")]
    [InlineData("timing=netperf")]
    [InlineData("lab.kind=netns")]
    [InlineData("lab.rate=none")]
    [InlineData("lab.cpus=apart")]
    [InlineData("lab.mtu=9000")]
    [InlineData("platforms=bridge,native")]
    [InlineData("baseline=bridge")]
    [InlineData("protocols.udp.sizes=16 KiB")]
    [InlineData("trial.duration=2s")]
    [InlineData("trial.warmup=0 s")]
    [InlineData("trial.min-exchanges=2")]
    [InlineData("trial.response=1 B")]
    [InlineData("trial.timeout=61 s")]
    [InlineData("trial.sockets.no-delay=true")]
    [InlineData("trial.sockets.send-buffer=64 KiB")]
    [InlineData("trial.sockets.receive-buffer=64 KiB")]
    [InlineData("repetitions=11")]
    [InlineData("order=as-written")]
    [InlineData("retries=3")]
    public void What_changes_a_trial_changes_the_hash(string flag) =>
        Assert.NotEqual(Hash, Some.Hash(Campaign, flag));

    [Fact]
    public void The_order_of_keys_says_nothing() =>
        Assert.Equal(Hash, Some.Hash("""
            trial: { warmup: 100 ms, duration: 1 s }
            protocols:
              udp: { sizes: [8 KiB] }
              tcp: { sizes: { large: [1 MiB], small: [1 B, 512 B] } }
            platforms: [native, bridge]
            seed: 7
            name: one
            """));

    [Fact]
    public void Line_ends_comments_units_and_a_byte_order_mark_say_nothing()
    {
        var text = "\ufeff# a campaign\n" + Campaign.Replace("1 MiB", "1024KiB", StringComparison.Ordinal) + "   # the end";
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text.ReplaceLineEndings("\r\n"), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            Assert.Equal(Hash, Planner.Plan(CampaignFile.Parse(CampaignFile.Read(path), [])).Hash);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("duration: 1 s", "duration: 250 ms", "trial.duration=250ms")]
    [InlineData("seed: 7", "seed: 99", "seed=99")]
    [InlineData("[native, bridge]", "[native, routed]", "platforms=native,routed")]
    [InlineData("[native, bridge]", "[bridge]", "platforms=bridge")]
    [InlineData("name: one", "name: one\nrepetitions: 3", "repetitions=3")]
    [InlineData("name: one", "name: one\ntiming: netperf", "timing=netperf")]
    [InlineData("name: one", "name: one\nlab: { kind: loopback }", "lab.kind=loopback")]
    public void A_flag_gives_the_hash_of_the_edited_file(string before, string after, string flag)
    {
        var edited = Some.Hash(Campaign.Replace(before, after, StringComparison.Ordinal));

        Assert.NotEqual(Hash, edited);
        Assert.Equal(edited, Some.Hash(Campaign, flag));
    }

    [Fact]
    public void The_last_flag_of_a_key_wins() =>
        Assert.Equal(Some.Hash(Campaign, "seed=2"), Some.Hash(Campaign, "seed=1", "seed=2"));
}
