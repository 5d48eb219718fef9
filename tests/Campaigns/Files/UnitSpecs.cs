using System.Globalization;
using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;
using CsCheck;

namespace ActorBench.Campaigns.Tests.Files;

public sealed class UnitSpecs
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("7 B", 7)]
    [InlineData("7B", 7)]
    [InlineData("1 KB", 1_000)]
    [InlineData("1 KiB", 1_024)]
    [InlineData("1.5 KiB", 1_536)]
    [InlineData("0.5 MB", 500_000)]
    [InlineData("2MiB", 2_097_152)]
    [InlineData("0.001 GB", 1_000_000)]
    [InlineData("0.03125 GiB", 33_554_432)]
    [InlineData("007 B", 7)]
    public void A_size_is_bytes(string text, int bytes) => Assert.Equal(bytes, Some.Spec(Some.Smallest, $"trial.response={text}").ResponseBytes);

    [Theory]
    [InlineData("1500 us", 1_500_000)]
    [InlineData("250ms", 250_000_000)]
    [InlineData("0.25 s", 250_000_000)]
    [InlineData("1.5 min", 90_000_000_000)]
    [InlineData("2 h", 7_200_000_000_000)]
    public void A_time_is_nanoseconds(string text, long ns) => Assert.Equal(ns, Some.Spec(Some.Smallest, $"trial.duration={text}").Trial.DurationNs);

    [Theory]
    [InlineData("640 kbit/s", 640_000)]
    [InlineData("100Mbit/s", 100_000_000)]
    [InlineData("2.5 Gbit/s", 2_500_000_000)]
    public void A_rate_is_bits_a_second(string text, long rate) => Assert.Equal(rate, Some.Spec(Some.Smallest, $"lab.rate={text}").Lab.RateBitsPerSecond);

    [Fact]
    public void Every_value_is_written_so_that_it_reads_back() =>
        Gen.Select(Gen.Int[1, 50 << 20], Gen.Long[0, 86_400_000_000_000], Gen.Long[100_000, 100_000_000_000], Gen.Int[0, 20]).Sample(
            (bytes, ns, rate, shift) =>
            {
                var spec = Some.Spec(Some.Smallest) with
                {
                    // Shifted, so that round values in large units come up too.
                    Classes = [new SizeClass(Protocol.Tcp, "all", [Math.Max(1, bytes >> shift << shift)])],
                    ResponseBytes = bytes,
                    Lab = Some.Spec(Some.Smallest).Lab with { RateBitsPerSecond = rate },
                    Trial = Some.Spec(Some.Smallest).Trial with { WarmupNs = ns, DurationNs = Math.Max(ns / 1_000_000 * 1_000_000, 1_000_000) },
                };
                Assert.Equal(PlanHash.CanonicalText(spec), PlanHash.CanonicalText(Some.Spec(CampaignText.Yaml(spec))));
            },
            seed: Some.Seed,
            iter: 300);

    [Fact]
    public void A_machine_that_writes_a_comma_for_the_point_reads_and_says_the_same()
    {
        // As pt-BR, which a build without culture data cannot name.
        var brazil = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (brazil.NumberFormat.NumberDecimalSeparator, brazil.NumberFormat.NumberGroupSeparator, brazil.NumberFormat.NegativeSign) = (",", ".", "−");
        var before = CultureInfo.CurrentCulture;
        var text = CampaignText.Yaml(Some.Spec(Some.Smallest, "trial.warmup=0.5us", "lab.rate=150.5 kbit/s"));
        try
        {
            CultureInfo.CurrentCulture = brazil;
            var spec = Some.Spec(Some.Smallest, "trial.response=1.5 KiB", "trial.warmup=0.5us", "lab.rate=150.5 kbit/s");

            Assert.Equal(1536, spec.ResponseBytes);
            Assert.Equal(text.Replace("response: same", "response: 1536 B", StringComparison.Ordinal), CampaignText.Yaml(spec));
            Assert.Equal("f0f1a4", Planner.Plan(Some.Spec(Some.Smallest)).ShortHash);
            Assert.Equal(
                "override trial.response: '0.3 KiB' is 307.2 bytes; a size is a whole number of bytes, so choose another",
                Some.Refusal(Some.Smallest, "trial.response=0.3 KiB"));
            Assert.Equal(
                "override repetitions: repetitions must be a whole number from 1 to 1,000,000, not '0'",
                Some.Refusal(Some.Smallest, "repetitions=0"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
