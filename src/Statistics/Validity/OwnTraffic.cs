using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Statistics.Validity;

/// <summary>Most that an interface can have counted of one direction.</summary>
internal readonly record struct Traffic(long Bytes, long Packets);

/// <summary>What a trial itself put on the wire, warm-up and handshake included: an upper limit for each direction.</summary>
internal sealed record OwnTraffic(Traffic FromInitiator, Traffic FromResponder)
{
    // Some interfaces count the check sequence, and short frames as padded.
    private const int EthernetBytes = 14 + 4;
    private const int SmallestFrame = 64;
    private const int TcpBytes = 20 + 12;
    private const int UdpBytes = 8;

    /// <summary>Handshake and farewell on the connection beside the exchanges, and what is on its way when the counters are read.</summary>
    private const int OtherPackets = 32;

    /// <summary>The exchange in flight at the end, and those that a warm-up may lose, are in no count.</summary>
    private const int UncountedMessages = 3;

    /// <returns>Null where the kernel does not say enough.</returns>
    public static OwnTraffic? Of(TrialEvidence trial) => trial.Spec.Cell.Protocol == Protocol.Tcp ? OverTcp(trial) : OverUdp(trial);

    private static OwnTraffic? OverTcp(TrialEvidence trial)
    {
        if (trial.Initiator.Tcp is not { SegmentsOut: { } out1, SegmentsIn: { } in1, BytesSent: { } sent1 }
            || trial.Responder.Tcp is not { SegmentsOut: { } out2, SegmentsIn: { } in2, BytesSent: { } sent2 })
        {
            return null;
        }

        var header = EthernetBytes + IpBytes(trial) + TcpBytes;
        // The two ends are read one after the other, so the later count of the two is the upper limit.
        return new OwnTraffic(Direction(sent1, Math.Max(out1, in2)), Direction(sent2, Math.Max(out2, in1)));

        Traffic Direction(long payload, long segments) => new(payload + ((segments + OtherPackets) * header), segments + OtherPackets);
    }

    private static OwnTraffic OverUdp(TrialEvidence trial)
    {
        var (cell, counters) = (trial.Spec.Cell, trial.Initiator.Counters);
        var requests = trial.Initiator.WarmupExchanges + counters.Exchanges + trial.Initiator.CooldownExchanges + counters.Lost + UncountedMessages;
        return new OwnTraffic(
            Direction(requests, cell.RequestBytes),
            Direction(Math.Max(requests, trial.Responder.Exchanges), cell.ResponseBytes));

        Traffic Direction(long messages, int payload)
        {
            var mtu = Math.Min(Mtu(trial.Initiator.Machine), Mtu(trial.Responder.Machine));
            var packets = (long)new WireLimit(mtu).UdpFragments(payload);
            var bytes = Math.Max(packets * SmallestFrame, payload + UdpBytes + (packets * (EthernetBytes + IpBytes(trial))));
            return new Traffic((messages * bytes) + (OtherPackets * (EthernetBytes + IpBytes(trial) + TcpBytes)), (messages * packets) + OtherPackets);
        }
    }

    private static int Mtu(MachineDelta? machine) => machine?.Data?.Mtu is >= 576 and var mtu ? mtu : 1500;

    // An IPv6 header is 40 bytes, and 8 more in a fragment.
    private static int IpBytes(TrialEvidence trial) => trial.Initiator.Socket.Local.StartsWith('[') ? 48 : 20;
}
