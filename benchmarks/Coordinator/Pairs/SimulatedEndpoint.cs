using System.Diagnostics;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using Akka.Actor;
using HdrHistogram;
using HdrHistogram.Encoding;
using HdrHistogram.Utilities;

namespace ActorBench.CoordinatorBenchmark.Pairs;

/// <summary>Answers for every host at once what an endpoint would answer after its exchanges.</summary>
internal sealed class SimulatedEndpoint : ReceiveActor
{
    private const long Exchanges = 20_000;
    private const int WarmupExchanges = 100;

    private static readonly EnvironmentFingerprint Environment = EnvironmentFingerprint.Of([new("kernel", "simulated")]);

    /// <summary>As many bytes as a real trial's.</summary>
    private readonly LatencySummary _latency = MakeLatency();

    public SimulatedEndpoint(ActorSelection gateway)
    {
        Receive<EndpointCommands.Prepare>(m => gateway.Tell(new EndpointReplies.Prepared(
            m.Campaign, m.Pair, m.Block, m.Epoch, m.Role, "native", m.Role == EndpointRole.Responder ? "127.0.0.1:7000" : null, null, Environment, Stopwatch.GetTimestamp())));
        Receive<EndpointCommands.Go>(m => gateway.Tell(m.Role == EndpointRole.Initiator ? Initiator(m) : Responder(m)));
        Receive<EndpointCommands.AskHeld>(m => gateway.Tell(new EndpointReplies.NotHeld(m.Key, m.Role)));
        Receive<EndpointCommands.Probe>(m => gateway.Tell(new Probed(m.Host, m.Number, null)));
        Receive<ClockPing>(m => Sender.Tell(new ClockPong(m, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp())));
        ReceiveAny(_ => { });
    }

    private EndpointReplies.InitiatorDone Initiator(EndpointCommands.Go order)
    {
        var cell = order.Spec.Cell;
        var exchanges = Exchanges + Scatter(order.Spec);
        var counters = new ExchangeCounters(exchanges, exchanges * cell.RequestBytes, exchanges * cell.ResponseBytes, order.Settings.DurationNs ?? 1_000_000_000);
        var now = Stopwatch.GetTimestamp();
        return new EndpointReplies.InitiatorDone(
            order.Key,
            new InitiatorReport(
                counters, _latency, WarmupExchanges, new TcpFacts(0, 20, 3, exchanges, exchanges, counters.BytesOut, true), Ticks, Socket, DateTimeOffset.UtcNow, 0, Machine(exchanges),
                Environment.Hash, new WindowTimes(now, now + counters.ElapsedNs)),
            null);
    }

    private static EndpointReplies.ResponderDone Responder(EndpointCommands.Go order)
    {
        var cell = order.Spec.Cell;
        var exchanges = Exchanges + Scatter(order.Spec);
        var answered = exchanges + WarmupExchanges;
        return new EndpointReplies.ResponderDone(
            order.Key,
            new ResponderReport(
                answered, answered * cell.RequestBytes, answered * cell.ResponseBytes, new TcpFacts(0, 20, 3, exchanges, exchanges, answered * cell.ResponseBytes, true), Ticks, Socket, 1,
                Machine(exchanges), Environment.Hash),
            null);
    }

    /// <summary>Both ends of a trial know it, and no formula meets a sample without spread.</summary>
    private static long Scatter(TrialSpec trial) => trial.Number * 7919L % 1009;

    private static CpuTicks Ticks => new(30, 50, 0, 10, 0, 110);

    private static SocketFacts Socket => new("127.0.0.1:40000", "127.0.0.1:7000", true, 87040, 131072);

    private static MachineDelta Machine(long packets) => new(
        new InterfaceDelta("data", packets * 70, packets * 70, packets, packets, 0, 0, 0, 1500, "gro gso tso"), 0, 0, 0, 0, 0, 0, 0);

    private static LatencySummary MakeLatency()
    {
        var (histogram, random) = (new LongHistogram(1, TimeSpan.FromHours(1).Ticks * 100, 3), new Random(2007));
        for (var i = 0; i < Exchanges; i++) histogram.RecordValue((long)(20_000 * Math.Exp(random.NextDouble() * random.NextDouble() * 2)));
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var bytes = new byte[histogram.EncodeIntoCompressedByteBuffer(buffer)];
        buffer.Position = 0;
        for (var i = 0; i < bytes.Length; i++) bytes[i] = buffer.Get();
        return new LatencySummary(
            histogram.GetValueAtPercentile(50), histogram.GetValueAtPercentile(90), histogram.GetValueAtPercentile(99), histogram.GetValueAtPercentile(100), bytes);
    }
}
