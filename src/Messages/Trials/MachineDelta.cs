namespace ActorBench.Messages.Trials;

/// <summary>What the kernel of one end counted around a trial, as differences; null where that kernel has no such counter.</summary>
/// <remarks>Taken before the connection and after the window, so warm-up and handshake are inside. None of it is a measured rate: rules that judge a trial by it see no result.</remarks>
/// <param name="Data">The interface that carries the data address.</param>
/// <param name="SoftnetDropped">Packets that a processor's receive queue had no room for.</param>
/// <param name="SoftnetSqueezed">Times that a processor had more packets to receive than its budget.</param>
/// <param name="TcpRetransmits">Segments sent again by any socket of the network namespace.</param>
/// <param name="UdpReceiveErrors">Datagrams that came and were not delivered, full buffers included.</param>
/// <param name="ReassemblyFailures">Datagrams that lost a fragment.</param>
/// <param name="ThrottledPeriods">Periods in which the process's cgroup had used up its processor time.</param>
/// <param name="ClockStepNs">Wall clock's advance less the monotonic clock's; a jump of the wall clock shows here.</param>
public sealed record MachineDelta(
    InterfaceDelta? Data,
    long? SoftnetDropped,
    long? SoftnetSqueezed,
    long? TcpRetransmits,
    long? UdpReceiveErrors,
    long? ReassemblyFailures,
    long? ThrottledPeriods,
    long ClockStepNs);

/// <summary>One network interface over a trial.</summary>
/// <param name="CarrierChanges">Times that the link went up or down.</param>
/// <param name="Mtu">Bytes, at the end.</param>
/// <param name="Offloads">Names of the offloads that were on at the end, sorted, joined by commas.</param>
public sealed record InterfaceDelta(
    string Name, long BytesIn, long BytesOut, long PacketsIn, long PacketsOut, long Drops, long Errors, long CarrierChanges, int Mtu, string Offloads);
