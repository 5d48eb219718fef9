using System.Diagnostics;
using System.Text;
using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using CsCheck;

namespace ActorBench.Campaigns.Tests.Files;

/// <summary>Whatever the text is, it is a campaign or a sentence.</summary>
public sealed class HostileFileSpecs
{
    private static readonly string[] Seeds =
    [
        Some.Smallest,
        File.ReadAllText(Path.Combine(Some.Root(), "campaigns", "quick.yaml")),
        File.ReadAllText(Path.Combine(Some.Root(), "campaigns", "paper-2007.yaml")),
    ];

    private static readonly string[] Scraps =
    [
        "[", "]", "{", "}", ":", ": ", "- ", "? ", "|", ">", "&a ", "*a", "!", "%", "#", "\"", "'", "\n", "\r", "\t", "  ", "---\n", "...\n", ",", "..", "x", "+",
        "-1", "NaN", "1e9", "0", "99999999999999999999", "KiB", "\u2028", "\ud800", "\0", "\u001b[2J", "null", "~", "<<: ", "sizes: ", "trial: ",
    ];

    [Fact]
    public void Random_text_is_refused_in_a_sentence() =>
        Gen.OneOf(Gen.Byte.Array[0, 200].Select(Encoding.Latin1.GetString), One(Scraps).Array[0, 40].Select(string.Concat))
            .Sample(Survives, seed: Some.Seed, iter: 20_000);

    [Fact]
    public void A_campaign_with_mistakes_is_read_or_refused_in_a_sentence() =>
        Gen.Select(One(Seeds), Gen.Select(Gen.Double[0, 1], Gen.Int[0, 6], One(Scraps)).Array[1, 6], Mutated)
            .Sample(Survives, seed: Some.Seed, iter: 5_000);

    [Fact]
    public void Random_flags_are_read_or_refused_in_a_sentence() =>
        Gen.Select(One("trial.duration", "seed", "platforms", "lab", "protocols.tcp.sizes", "..", "", "pairs"), One(Scraps).Array[0, 5])
            .Sample((key, scraps) => Survives(Some.Smallest, $"{key}={string.Concat(scraps)}"), seed: Some.Seed, iter: 5_000);

    [Theory]
    [InlineData("[", 1 << 20)]
    [InlineData("- ", 1 << 19)]
    [InlineData("{a: ", 1 << 18)]
    [InlineData("? ", 1 << 19)]
    [InlineData("a: ", 1 << 18)]
    [InlineData("a: b\n", 1 << 17)]
    [InlineData("'a', ", 1 << 17)]
    [InlineData("\"", 1 << 20)]
    [InlineData("a", 1 << 20)]
    [InlineData("\n", 1 << 20)]
    [InlineData("#", 1 << 20)]
    [InlineData("&", 1 << 20)]
    [InlineData("!", 1 << 20)]
    [InlineData("|", 1 << 20)]
    public void A_mebibyte_of_one_thing_is_refused_within_seconds(string scrap, int times)
    {
        var text = string.Concat(Enumerable.Repeat(scrap, times));
        var clock = Stopwatch.StartNew();

        Assert.Throws<CampaignFileException>(() => Some.Spec(text));
        Assert.Throws<CampaignFileException>(() => Some.Spec("name: " + text));
        Assert.Throws<CampaignFileException>(() => Some.Spec("name: x\nprotocols: { tcp: { sizes: [" + text));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("1")]
    [InlineData("x")]
    [InlineData(".. ")]
    [InlineData("1 B .. ")]
    public void A_size_of_a_mebibyte_is_refused_at_once(string scrap)
    {
        var clock = Stopwatch.StartNew();
        var sentence = Some.Refusal($"name: x\nprotocols: {{ tcp: {{ sizes: '{string.Concat(Enumerable.Repeat(scrap, (1 << 20) / scrap.Length))}' }} }}");

        Assert.InRange(sentence.Length, 1, 300);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public void Brackets_a_hundred_thousand_deep_overflow_no_stack() =>
        Assert.Equal(
            "c.yaml:1:17: this is nested too deep; no setting of a campaign has so many levels, so check the brackets",
            Some.Refusal(new string('[', 100_000)));

    [Fact]
    public void Two_thousand_million_repetitions_are_refused_before_anything_is_made()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Some.Refusal(Some.Smallest + "\nrepetitions: 2000000000");
        Some.Refusal("name: x\nprotocols: { tcp: { sizes: 1 B .. 50 MiB +1 B } }");

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    private static Gen<string> One(params string[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    private static string Mutated(string text, (double At, int Cut, string Scrap)[] mistakes) =>
        mistakes.Aggregate(text, (now, mistake) =>
        {
            var at = (int)(mistake.At * now.Length);
            return now[..at] + mistake.Scrap + now[Math.Min(now.Length, at + mistake.Cut)..];
        });

    private static void Survives(string text) => Survives(text, "retries=0");

    private static void Survives(string text, string flag)
    {
        try
        {
            var spec = Some.Spec(text, flag);
            if (spec.Repetitions <= 10) Planner.Plan(spec);
        }
        catch (CampaignFileException refusal)
        {
            Assert.InRange(refusal.Describe().Length, 20, 400);
            Assert.DoesNotContain(refusal.Message, char.IsControl);
            Assert.True(refusal.Line >= 0 && refusal.Column >= 0);
        }
    }
}
