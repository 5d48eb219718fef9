using System.Diagnostics;
using ActorBench.Campaigns.Files;
using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Messages.Trials;
using ActorBench.Reports;
using ActorBench.Statistics;

namespace ActorBench.CoordinatorBenchmark;

/// <summary>Folds a million accepted trials of a hundred cells, told one by one as the journals tell them.</summary>
internal sealed class MillionTrials
{
    private const string Campaign = """
        name: million
        platforms: [native, bridge]
        protocols: { tcp: { sizes: 1 B .. 50 B +1 B } }
        repetitions: 10000
        """;

    private readonly CampaignFoldPlan _foldPlan;
    private readonly PairEvents.TrialRecorded[] _trials;

    public MillionTrials()
    {
        var plan = Planner.Plan(CampaignFile.Parse(new CampaignSource("million", null, Campaign), []));
        var id = new CampaignId("million-000000-1");
        var started = new CampaignEvents.CampaignStarted(
            id, Campaign, null, [], Planner.Version, plan.Spec.Seed, plan.Hash, new Dictionary<string, string>(), DateTimeOffset.UnixEpoch);
        _foldPlan = StoredCampaign.FoldPlanOf(started, plan);
        _trials = [.. plan.Blocks.SelectMany(block => block.Trials).Select(trial => Recorded(id, trial))];
    }

    public int Count => _trials.Length;

    /// <returns>Seconds to fold all and to make the figures, and bytes that the fold holds for each trial.</returns>
    public (double Seconds, double BytesPerTrial) Fold()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var fold = new CampaignFold(_foldPlan);
        foreach (var trial in _trials) fold.Add(trial);
        var status = fold.Status(CampaignState.Done, []);
        var seconds = watch.Elapsed.TotalSeconds;
        if (status.Accepted != _trials.Length) throw new InvalidOperationException($"The fold has {status.Accepted} of {_trials.Length} trials.");
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(fold);
        return (seconds, (double)held / _trials.Length);
    }

    /// <summary>Rates that scatter, so that no formula meets a sample without spread.</summary>
    private static PairEvents.TrialRecorded Recorded(CampaignId campaign, TrialSpec trial)
    {
        var exchanges = 100_000 + (trial.Number * 7919L % 1009);
        var counters = new ExchangeCounters(exchanges, exchanges * trial.Cell.RequestBytes, exchanges * trial.Cell.ResponseBytes, 1_000_000_000);
        var socket = new SocketFacts("", "", false, 0, 0);
        var cpu = new CpuTicks(0, 0, 0, 0, 0, 0);
        var at = DateTimeOffset.UnixEpoch.AddSeconds(trial.Number);
        return new PairEvents.TrialRecorded(
            new AttemptKey(campaign, trial.Pair, trial.Number, 1, 1),
            trial,
            new TrialResult(
                new InitiatorReport(counters, new LatencySummary(null, null, null, null, []), 0, null, cpu, socket, at, null),
                new ResponderReport(exchanges, counters.BytesOut, counters.BytesIn, null, cpu, socket, null),
                "shared",
                []),
            at);
    }
}
