using ActorBench.Agents.Wire;
using ActorBench.Coordinator.Commands;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Rounds;
using ActorBench.Messages.Statistics;

namespace ActorBench.Coordinator.Tests.Wire;

/// <summary>Messages that grow with a campaign, at the largest that they may be: one that exceeds its frame is dropped with a line in the log.</summary>
public sealed class SizeSpecs(WireSystem shared, ITestOutputHelper output) : IClassFixture<WireSystem>
{
    /// <summary>For what Akka puts around a message: paths of both ends, the shard's envelope.</summary>
    private const int Envelope = 4_096;

    private static readonly string Name = new('n', 40);
    private static readonly string Host = new('h', 63);

    [Fact]
    public void A_status_of_five_thousand_cells_and_two_thousand_pairs_that_run_or_wait_fits_its_frame()
    {
        var pairs = Enumerable.Range(0, CampaignStatus.MostPairs).Select(i => new PairId($"{i}{Host}"[..63], Host)).ToArray();
        var status = (CampaignStatus)Samples.Of(typeof(CampaignStatus)) with
        {
            Cells = [.. Enumerable.Range(0, CampaignOrderCommands.MostCells).Select(i => (CellStatus)Samples.Of(typeof(CellStatus), i) with { Cell = Cell(i), Unsupported = null })],
            Running = [.. pairs.Select((pair, i) => new RunningTrial(Trial(i, pair), i, DateTimeOffset.UnixEpoch))],
            Waiting = [.. pairs.Select((pair, i) => new PairWaiting(pair, new string('r', PairWaiting.LongestReason), DateTimeOffset.UnixEpoch))],
            Agreement = [.. Enumerable.Range(0, CampaignOrderCommands.MostCells / 2).Select(i => (EngineAgreement)Samples.Of(typeof(EngineAgreement), i) with { Cell = Cell(i) })],
            Precision = [.. Enumerable.Range(0, CampaignOrderCommands.MostCells).Select(i => (ComparisonPrecision)Samples.Of(typeof(ComparisonPrecision), i))],
        };
        Fits(status);
    }

    [Fact]
    public void A_block_of_ten_thousand_trials_a_retry_of_all_cells_and_a_file_of_a_quarter_of_a_mebibyte_fit_their_frame()
    {
        var pair = new PairId(Host, Name);
        var cells = Enumerable.Range(0, CampaignOrderCommands.MostCells).Select(Cell).ToArray();
        Fits((PairCommands.RunBlock)Samples.Of(typeof(PairCommands.RunBlock)) with
        {
            Trials = [.. Enumerable.Range(0, CampaignOrderCommands.MostTrialsPerBlock).Select(i => Trial(i, pair))],
            Round = (RoundShape)Samples.Of(typeof(RoundShape)) with { Pairs = [.. Enumerable.Range(0, 1_000).Select(i => new PairId($"{i}{Host}"[..63], Host))] },
            Retry = new RetryOrder(1, cells),
        });
        Fits(new CampaignCommands.Retry(new CampaignId("c"), cells));
        Fits(new CampaignCommands.Start(new CampaignId("c"), new string('x', 256 * 1024), null, [], "hash", new Dictionary<string, string>()));
    }

    private void Fits(object message)
    {
        var length = shared.Wire.ToBinary(message).Length;
        output.WriteLine($"{message.GetType().Name}: {length:N0} B");
        Assert.InRange(length, 1, WireConfig.CoordinatorFrame - Envelope);
    }

    /// <summary>Each an object of its own, as a plan that was read from a message has them.</summary>
    private static TrialSpec Trial(int number, PairId pair) => new(number, 1, 1, new PairId(pair.Initiator, pair.Responder), Cell(number));

    private static Cell Cell(int size) => new(Name, Protocol.Tcp, Name, 1_000_000 + size, 1_000_000 + size, CellRole.Measured, Engine.Netperf, 1_000);
}
