using ActorBench.Messages.Audit;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Tests;

/// <summary>Facts as a small campaign would journal them.</summary>
internal static class Some
{
    public static readonly CampaignId Campaign = new("quick-3fa2c1-1");
    public static readonly PairId Pair = new("h1", "h2");
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 2, 8, 38, TimeSpan.Zero);

    public static readonly Cell Tcp1 = new("native", Protocol.Tcp, "small", 1, 1);
    public static readonly Cell Tcp1Bridge = new("bridge", Protocol.Tcp, "small", 1, 1);
    public static readonly Cell Udp8K = new("native", Protocol.Udp, "medium", 8192, 8192);

    public static CampaignEvents.CampaignStarted Started(CampaignId? campaign = null) => new(
        campaign ?? Campaign,
        "name: quick\nplatforms: [native, bridge] # \"µ\"\n",
        "campaigns/quick.yaml",
        ["trial.duration=300 ms"],
        1,
        ulong.MaxValue,
        "3fa2c1d4",
        new Dictionary<string, string> { ["kind"] = "netns", ["rate"] = "100 Mbit/s", ["wire"] = "shaped", ["cpus"] = "shared" },
        Start);

    public static CampaignEvents.BlockGranted Granted(CampaignId? campaign = null, PairId? pair = null, int block = 1) =>
        new(campaign ?? Campaign, pair ?? Pair, block, Start);

    public static TrialSpec Spec(int number, Cell? cell = null, PairId? pair = null) =>
        new(number, 1 + ((number - 1) / 10), 1 + ((number - 1) % 10), pair ?? Pair, cell ?? Tcp1);

    public static AttemptKey Key(int trial, int attempt = 1, PairId? pair = null) => new(Campaign, pair ?? Pair, trial, attempt, 1);

    /// <param name="exchanges">In two seconds.</param>
    public static PairEvents.TrialRecorded Recorded(
        int trial, Cell? cell = null, long exchanges = 24_862, int attempt = 1, byte[]? histogram = null, params string[] flags)
    {
        var spec = Spec(trial, cell);
        var counters = new ExchangeCounters(
            exchanges, exchanges * spec.Cell.RequestBytes, exchanges * spec.Cell.ResponseBytes, 2_000_000_000 + trial, Lost: flags.Length);
        var tcp = spec.Cell.Protocol == Protocol.Tcp ? new TcpFacts(1, 40, 9) : null;
        return new PairEvents.TrialRecorded(
            Key(trial, attempt),
            spec,
            new TrialResult(
                new InitiatorReport(
                    counters,
                    new LatencySummary(78_001, 85_432, 120_007, 2_345_678, histogram ?? [0x1c, 0x84, 0x93, 0x14]),
                    500,
                    tcp,
                    new CpuTicks(30, 60, 1, 20, 2, 287),
                    new SocketFacts("10.0.0.1:40000", "10.0.0.2:5001", false, 16_384, 131_072),
                    Start.AddSeconds(trial * 3),
                    0),
                new ResponderReport(
                    exchanges + 500,
                    counters.BytesOut,
                    counters.BytesIn,
                    tcp,
                    new CpuTicks(20, 70, 1, 20, 2, 287),
                    new SocketFacts("10.0.0.2:5001", "10.0.0.1:40000", false, 16_384, 131_072),
                    null),
                "shared",
                flags),
            Start.AddSeconds((trial * 3) + 2));
    }

    /// <summary>One that began together with those of other pairs.</summary>
    public static PairEvents.TrialRecorded Together(int trial, int round = 2, int position = 3, long askedNs = 9_000_000_000, long lateNs = 40_000, string[]? missing = null)
    {
        var alone = Recorded(trial, flags: "lossy");
        return alone with
        {
            Result = alone.Result with
            {
                Initiator = alone.Result.Initiator with { Window = new WindowTimes(77_000, 2_000_077_000), CooldownExchanges = 90 },
                Start = new StartFacts(round, position, 4, askedNs, askedNs + lateNs, askedNs + lateNs + 2_000_000_000, 60_000, missing),
            },
        };
    }

    public static PairEvents.AttemptFailed Failed(int trial, int attempt = 1, Cell? cell = null, string reason = "The responder closed after 12 exchanges.") =>
        new(Key(trial, attempt), Spec(trial, cell), new TrialFailure(FailureKind.PeerClosed, reason), Start.AddSeconds((trial * 3) + 1));

    public static PairEvents.TrialQuarantined Quarantined(int trial, Cell? cell = null) =>
        new(Campaign, Pair, Spec(trial, cell), "Three attempts failed.", Start.AddSeconds((trial * 3) + 2));

    public static PairEvents.TrialUnsupported Unsupported(int trial, Cell cell) =>
        new(Campaign, Pair, Spec(trial, cell), "bridge needs root or user namespaces", Start);

    public static PairEvents.EnvironmentRecorded Environment(string host = "h1", string platform = "native", params (string Name, string Value)[] facts)
    {
        var print = EnvironmentFingerprint.Of([.. facts.Select(fact => KeyValuePair.Create(fact.Name, fact.Value)), new("kernel.release", "6.18.44"), new("cpu.model", "Xeon \"µ\"")]);
        return new(Campaign, Pair, host, platform, print.Hash, print.Facts, Start);
    }

    /// <summary>One of each kind of event.</summary>
    public static IEnumerable<object> EventOfEachKind() =>
    [
        Started(),
        Granted(),
        new CampaignEvents.BlockCompleted(Campaign, Pair, 1, 1, Start.AddMinutes(1)),
        new CampaignEvents.PrecisionLooked(Campaign, 10, [new ComparisonLook(Protocol.Tcp, "small", 1, 1.25, null, Met: false)], BudgetSpent: true, Start.AddMinutes(8)),
        new CampaignEvents.CampaignPaused(Campaign, "The lab moves.", Start.AddMinutes(2)),
        new CampaignEvents.CampaignResumed(Campaign, Start.AddMinutes(3)),
        new CampaignEvents.CampaignCancelled(Campaign, "A wrong size.", Start.AddMinutes(4)),
        new CampaignEvents.CampaignRetried(Campaign, 1, [Tcp1], [1, 3], Start.AddMinutes(5)),
        new CampaignEvents.CampaignFinished(Campaign, 2, Start.AddMinutes(9)),
        new PairEvents.BlockStarted(Campaign, Pair, 1, 3, 7, Start),
        Environment(),
        Together(1),
        Failed(2),
        Quarantined(2),
        new PairEvents.TrialRetried(Campaign, Pair, Spec(2), 1, Start.AddMinutes(5)),
        Unsupported(3, Tcp1Bridge),
        new PairEvents.BlockPaused(Campaign, Pair, 1, "Paused by the user.", Start.AddSeconds(30)),
        new HostEvents.LeaseGranted("h1", "quick-3fa2c1-1/h1:h2", 3, Start, TimeSpan.FromSeconds(42)),
        new HostEvents.LeaseReleased("h1", 3, Start.AddMinutes(1)),
        new HostEvents.HostSeen("h1", Start),
        new HostEvents.GuestRegistered("h1", "podman", 812, Start.AddSeconds(1)),
        new HostEvents.HostQuarantined("h1", "3 failures in a row.", ByOperator: false, Start.AddMinutes(2)),
        new HostEvents.HostReleased("h1", "3 good canaries in a row.", Start.AddMinutes(3)),
        new Operated("campaign-quick-3fa2c1-1", "ada", "10.0.0.9", "operator", "campaign pause", ["id=quick-3fa2c1-1", "reason=lunch"], "done", Start),
    ];
}
