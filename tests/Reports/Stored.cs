using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests;

/// <summary>Whole campaigns as the store would give them.</summary>
internal static class Stored
{
    public const string TwoPlatforms = "name: quick\nplatforms: [native, bridge]\nprotocols: { tcp: { sizes: { small: [1 B, 1 KiB] } } }\nrepetitions: 10\n";

    public static CampaignSpec Spec(string text) => CampaignFile.Parse(new CampaignSource("c.yaml", null, text), []);

    /// <param name="mbitS">Rate of each trial.</param>
    public static CampaignRecord Campaign(string id, string text, Func<TrialSpec, double> mbitS, params PairEvents.EnvironmentRecorded[] environments)
    {
        var plan = Planner.Plan(Spec(text));
        var started = Some.Started(new CampaignId(id)) with { FileText = text, Overrides = [], PlanHash = plan.Hash, Seed = plan.Spec.Seed };
        IPairEvent[] events =
        [
            .. environments,
            .. Enumerable.Range(1, plan.TrialCount).Select(plan.Trial).Select(spec => Synthetic.Trials((spec.Cell, [mbitS(spec)]))[0] with { Spec = spec }),
        ];
        return new CampaignRecord(started, [(1, started)], [new PairRecord(Some.Pair, [.. events.Select((e, i) => (i + 1L, e))])]);
    }

    /// <summary>Rates with a CV of one per cent, the same in every cell.</summary>
    public static Func<TrialSpec, double> Calm(double mean = 90) => spec => Synthetic.Calm(mean)[(spec.Block + spec.Cell.RequestBytes) % 10];
}
