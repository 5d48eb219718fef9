using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Statistics.Validity;

namespace ActorBench.Statistics.Tests.Validity;

/// <summary>Trials on which nothing is wrong, to be disturbed in one thing each.</summary>
internal static class Evidence
{
    /// <summary>The wire of the 2007 lab.</summary>
    public static readonly WireShape Wire = new(100_000_000, 3200, 1500);

    private static readonly CpuTicks Cpu = new(20, 40, 0, 20, 0, 120);

    /// <summary>A second of 10,000 exchanges of 1 B, or of 45 of 1 MiB, between interfaces that carried that and nothing else.</summary>
    public static TrialEvidence Tcp(int bytes = 1, long exchanges = 10_000, Protocol protocol = Protocol.Tcp, WireShape? wire = null)
    {
        var warmup = Math.Max(1, exchanges / 50);
        var messages = exchanges + warmup;
        // What an interface without padding and check sequences counts: 66 bytes of headers a segment, 42 a datagram and 34 a fragment.
        var fragments = protocol == Protocol.Tcp ? (bytes + 1447) / 1448 : (bytes + 8 + 1479) / 1480;
        var segments = messages * fragments;
        var data = Link((messages * bytes) + (protocol == Protocol.Tcp ? 66 * segments : (8 * messages) + (34 * segments)), segments);
        var tcp = protocol == Protocol.Tcp ? new TcpFacts(0, 40, 9, segments, segments, messages * bytes, true) : null;
        return new TrialEvidence(
            new TrialSpec(7, 1, 1, new PairId("h1", "h2"), new Cell("native", protocol, "all", bytes, bytes)),
            new InitiatorReport(
                new ExchangeCounters(exchanges, exchanges * bytes, exchanges * bytes, 1_000_000_000), new LatencySummary(1, 2, 3, 4, []), warmup, tcp, Cpu,
                new SocketFacts("10.77.0.1:40000", "10.77.0.2:5001", false, 1, 1), DateTimeOffset.UnixEpoch, 0, Quiet(data)),
            new ResponderReport(
                messages, messages * bytes, messages * bytes, tcp, Cpu, new SocketFacts("10.77.0.2:5001", "10.77.0.1:40000", false, 1, 1), 0, Quiet(data)),
            wire);
    }

    /// <summary>A second of 8 KiB datagrams, six fragments each.</summary>
    public static TrialEvidence Udp() => Tcp(8192, 600, Protocol.Udp);

    public static TrialEvidence Disturbed(Func<MachineDelta, MachineDelta> initiator) => Disturb(Tcp(), initiator, machine => machine);

    public static TrialEvidence Disturb(TrialEvidence trial, Func<MachineDelta, MachineDelta> initiator, Func<MachineDelta, MachineDelta> responder) => trial with
    {
        Initiator = trial.Initiator with { Machine = initiator(trial.Initiator.Machine!) },
        Responder = trial.Responder with { Machine = responder(trial.Responder.Machine!) },
    };

    public static TrialEvidence Linked(TrialEvidence trial, Func<InterfaceDelta, InterfaceDelta> link) =>
        Disturb(trial, machine => machine with { Data = link(machine.Data!) }, machine => machine);

    private static MachineDelta Quiet(InterfaceDelta data) => new(data, 0, 3, 0, 0, 0, 0, 40_000);

    private static InterfaceDelta Link(long bytes, long packets) => new("br0", bytes, bytes, packets, packets, 0, 0, 0, 1500, "");
}
