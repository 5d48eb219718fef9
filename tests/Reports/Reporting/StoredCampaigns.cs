using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Reports.Content;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests.Reporting;

/// <summary>Campaigns as a store would give them back, their rates made up: every exchange of 'bridge' takes a tenth longer.</summary>
internal sealed class StoredCampaigns
{
    public const string Small = """
        name: small
        seed: 7
        platforms: [native, bridge]
        protocols: { tcp: { sizes: { small: [1 B, 512 B] } }, udp: { sizes: { medium: [8 KiB] } } }
        repetitions: 8
        """;

    private static readonly Dictionary<string, string> Lab = new()
    {
        ["kind"] = "netns",
        ["rate"] = "100 Mbit/s",
        ["wire"] = "shaped",
        ["burst"] = "3200",
        ["mtu"] = "1500",
        ["cpus"] = "shared",
    };

    public StoredCampaigns(string text = Small, CampaignId? campaign = null)
    {
        Plan = Planner.Plan(CampaignFile.Parse(new CampaignSource("c.yaml", null, text), []));
        Started = Some.Started(campaign) with { FileText = text, Overrides = [], PlanHash = Plan.Hash, Seed = Plan.Spec.Seed, Lab = Lab };
    }

    public CampaignPlan Plan { get; }

    public CampaignEvents.CampaignStarted Started { get; init; }

    /// <summary>What besides results the pair's journal holds.</summary>
    public IReadOnlyList<IPairEvent> More { get; init; } = [];

    /// <summary>Trials that have been measured, from the first.</summary>
    public int? Measured { get; init; }

    public static readonly ReportOccasion Occasion = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), "0.1.0+test");

    public ReportContent Content() => ReportContent.Of(Record(), Occasion);

    public CampaignRecord Record()
    {
        var trials = Plan.Blocks.SelectMany(block => block.Trials).Take(Measured ?? int.MaxValue).Select(Trial);
        List<ICampaignEvent> own = [Started, .. Plan.Blocks.Select(block => Some.Granted(Started.Campaign, block: block.Number))];
        if (Measured is null) own.Add(new CampaignEvents.CampaignFinished(Started.Campaign, 0, Some.Start.AddHours(1)));
        return new CampaignRecord(
            Started,
            [.. own.Select((e, i) => (i + 1L, e))],
            [new PairRecord(Some.Pair, [.. More.Select(Own).Concat(trials).Select((e, i) => (i + 1L, e))])]);
    }

    private IPairEvent Own(IPairEvent e) => e is PairEvents.AttemptFailed failed ? failed with { Key = failed.Key with { Campaign = Started.Campaign } } : e;

    private PairEvents.TrialRecorded Trial(TrialSpec spec)
    {
        var cost = spec.Cell.Platform == "native" ? 1.0 : 1.1;
        // A spread of some per cent that no cell shares with another.
        var noise = 1 + (0.02 * Math.Sin((spec.Number * 12.9898) + spec.Cell.RequestBytes));
        var exchanges = (long)(20_000 * noise / cost / (1 + (spec.Cell.RequestBytes / 400.0)));
        var recorded = Some.Recorded(spec.Number, spec.Cell, exchanges, histogram: []);
        return recorded with { Key = recorded.Key with { Campaign = Started.Campaign }, Spec = spec };
    }
}
