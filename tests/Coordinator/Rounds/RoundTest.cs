using ActorBench.Campaigns.Synchronisation;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Coordinator.Tests.Rounds;

/// <summary>A campaign of one round on a real coordinator: each pair measures every cell once, all of them together.</summary>
internal sealed class RoundTest : IAsyncDisposable
{
    private static readonly CampaignId Campaign = new("many-000000-1");

    private readonly PairId[] _pairs;
    private readonly int _trials;

    /// <param name="trials">Of each pair.</param>
    public RoundTest(int pairs, int trials)
    {
        _trials = trials;
        _pairs = [.. Enumerable.Range(0, pairs).Select(i => new PairId($"h{(2 * i) + 1}", $"h{(2 * i) + 2}"))];
        Node = new TestNode(timings: TestNode.Quick with
        {
            Rounds = new RoundTimings { FirstArrival = TimeSpan.FromSeconds(20), Slack = TimeSpan.FromSeconds(4), Survey = TimeSpan.FromSeconds(2) },
        });
    }

    public TestNode Node { get; }

    public IEnumerable<string> Hosts => _pairs.SelectMany(pair => (string[])[pair.Initiator, pair.Responder]);

    private string Text => $$"""
        name: many
        lab: { hosts: {{2 * _pairs.Length}} }
        pairs: [{{string.Join(", ", _pairs.Select(pair => $"[{pair.Initiator}, {pair.Responder}]"))}}]
        concurrency: [max]
        platforms: [native]
        protocols: { tcp: { sizes: [{{string.Join(", ", Enumerable.Range(1, _trials - 1).Select(i => $"{64 * i} B"))}}] }, udp: { sizes: [64 B] } }
        trial: { duration: 300 ms, warmup: 30 ms, timeout: 5 s }
        repetitions: 1
        """;

    /// <summary>Until each of these pairs has an outcome for each trial; all of them where none is named.</summary>
    public async Task RunAsync(params IReadOnlyList<PairId> pairs)
    {
        await Node.StartCampaignAsync(Campaign, Text);
        await TestNode.UntilAsync(
            () => Task.FromResult((pairs.Count > 0 ? pairs : _pairs).All(pair =>
                Events(pair).Count(e => e is PairEvents.TrialRecorded or PairEvents.TrialQuarantined) == _trials)),
            "every trial has its outcome");
    }

    public PairId Pair(int number) => _pairs[number - 1];

    public IReadOnlyList<IPairEvent> Events(PairId pair)
    {
        using var reader = StoreReader.Open(Node.Store);
        return [.. reader.PairEvents(Campaign, pair, 0).Select(e => e.Event)];
    }

    public IReadOnlyList<PairEvents.TrialRecorded> Recorded() => [.. _pairs.SelectMany(Events).OfType<PairEvents.TrialRecorded>()];

    /// <summary>Starts in common, printed.</summary>
    public IReadOnlyList<CommonStart> Starts()
    {
        var starts = CommonStart.Of(Recorded());
        foreach (var start in starts)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"position {start.Position}: {start.Trials.Count} of {start.Members} pairs, skew {start.SkewNs / 1e6:0.000} ms = {100 * start.Skew:0.000} %, shared {start.SharedNs / 1e6:0.0} of {start.WindowNs / 1e6:0.0} ms, ±{start.BoundNs / 1e6:0.000} ms"));
        }

        foreach (var failed in _pairs.SelectMany(Events).OfType<PairEvents.AttemptFailed>())
            TestContext.Current.TestOutputHelper?.WriteLine($"{failed.Key}: {failed.Failure.Kind}: {failed.Failure.Reason}");
        return starts;
    }

    /// <summary>This machine has one monotonic clock, so what a round says of the others' can be checked.</summary>
    /// <param name="aheadNs">How much further a host's clock is than that of this process.</param>
    public static void AssertTrue(StartFacts start, InitiatorReport report, long aheadNs = 0)
    {
        var error = report.Window!.StartedNs - aheadNs - start.StartedNs;
        Assert.True(Math.Abs(error) <= start.BoundNs, $"The start is off by {error} ns, which should be ±{start.BoundNs} ns at most.");
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
