using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Exchanges;
using ActorBench.Measurement.Exchanges.NetperfRules;
using ActorBench.Measurement.Exchanges.Tcp;
using ActorBench.Measurement.Exchanges.Udp;
using ActorBench.Measurement.Handshakes;
using ActorBench.Measurement.Machine;
using ActorBench.Measurement.Native;
using ActorBench.Measurement.Netperf;
using ActorBench.Measurement.Sockets;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement;

/// <summary>One trial as its responder sees it, from the wait for the initiator to the report.</summary>
public static class ResponderTrial
{
    /// <summary>Blocks the calling thread, which should be a <see cref="MeasuringThread"/>, until the trial is over.</summary>
    /// <param name="token16">The 16 bytes that both ends of this attempt know.</param>
    /// <param name="start">When the initiator's window begins; null: after the warm-up.</param>
    /// <param name="initiator">The address that the initiator was assigned; whoever comes from another is not heard. Null: from any.</param>
    /// <exception cref="TrialFailedException">The attempt has no result.</exception>
    public static ResponderReport Run(
        ExchangePlan plan, ExchangeListener listener, ReadOnlySpan<byte> token16, CancellationToken stop, StartInstant? start = null, IPAddress? initiator = null)
    {
        plan.Validate();
        ArgumentOutOfRangeException.ThrowIfNotEqual(token16.Length, Hello.TokenBytes);
        Libc.Bind();
        using var limits = new TrialLimits(plan, stop, start);
        try
        {
            Span<byte> hello = stackalloc byte[Hello.Bytes];
            using var connection = listener.Accept(token16, hello, limits, initiator);
            using var guard = limits.Guard(connection);
            if (plan.Engine == Engine.Netperf) return NetperfResponder.Run(plan, connection, hello, Convert.ToHexStringLower(token16), limits);
            return plan.Protocol == Protocol.Tcp
                ? OverTcp(plan, connection, hello, limits, start)
                : OverUdp(plan, connection, hello, listener.UdpPort, limits, start);
        }
        catch (SocketException error)
        {
            throw limits.IsOver ? limits.Verdict() : Errno.ToFailure(error, "initiator");
        }
    }

    private static ResponderReport OverTcp(ExchangePlan plan, Socket connection, ReadOnlySpan<byte> hello, TrialLimits limits, StartInstant? start)
    {
        using var request = new MessageBuffer(plan.RequestBytes);
        using var response = new MessageBuffer(plan.ResponseBytes);
        ResponderLoop loop = plan.Settings.Timing == Timing.Netperf
            ? new NetperfTcpResponder((int)connection.Handle, request, response, limits)
            : new TcpResponder((int)connection.Handle, request, response, limits);
        Answering.SayWelcome(connection, hello, plan, udpPort: 0);

        var peer = SocketTuning.Peer(connection);
        var answered = Answer(plan, loop, connection, start);
        if (answered.Exchanges == 0) throw Nothing(limits, FailureKind.PeerClosed, "The initiator closed the connection before its first request.");
        return Report(plan, answered, connection, peer) with { Tcp = SocketTuning.Tcp(connection) };
    }

    private static ResponderReport OverUdp(ExchangePlan plan, Socket sideChannel, ReadOnlySpan<byte> hello, int port, TrialLimits limits, StartInstant? start)
    {
        var address = ((IPEndPoint)sideChannel.LocalEndPoint!).Address;
        using var socket = SocketTuning.Create(address.AddressFamily, SocketType.Dgram, plan.Settings.Sockets);
        using var request = new MessageBuffer(plan.RequestBytes);
        using var response = new MessageBuffer(plan.ResponseBytes);
        socket.Bind(new IPEndPoint(address, port));
        Answering.SayWelcome(sideChannel, hello, plan, ((IPEndPoint)socket.LocalEndPoint!).Port);
        var netperf = plan.Settings.Timing == Timing.Netperf;
        if (!netperf && !Answering.ConnectToFirstSender(socket, sideChannel, limits))
            throw Nothing(limits, FailureKind.NoResponse, "Not one request came: every datagram was lost.");

        using var guard = limits.Guard(socket);
        using var parting = new PartingWatch(sideChannel, socket);
        ResponderLoop loop = netperf
            ? new NetperfUdpResponder(
                new UnconnectedDatagrams((int)socket.Handle, ((IPEndPoint)sideChannel.RemoteEndPoint!).Address), request, response, limits)
            : new UdpResponder((int)socket.Handle, request, response, limits);
        var peer = SocketTuning.Peer(socket);
        var answered = Answer(plan, loop, socket, start);
        if (answered.Exchanges == 0) throw Nothing(limits, FailureKind.NoResponse, "Not one whole request came before the initiator gave up.");
        return Report(plan, answered, socket, peer);
    }

    private static Answered Answer(ExchangePlan plan, ResponderLoop loop, Socket socket, StartInstant? start)
    {
        var (answered, allocated) = LoopThread.Run(
            () =>
            {
                var (before, othersBefore) = (ProcStat.Read(), OtherThreads.Read());
                var allocatedBefore = WindowAudit.SoFar;
                if (loop.RunWarmup(start is null ? plan.Settings.WarmupNs : start.AtNs - TrialLimits.NowNs))
                {
                    (before, othersBefore) = (ProcStat.Read(), OtherThreads.Read());
                    loop.RunToEnd();
                }

                var allocated = WindowAudit.SoFar - allocatedBefore;
                return (new Answered(loop.Answered, ProcStat.Read().Since(before), OtherThreads.Read().PercentSince(othersBefore)), allocated);
            },
            socket);
        WindowAudit.AllocatedBytes = allocated;
        return answered;
    }

    private static TrialFailedException Nothing(TrialLimits limits, FailureKind kind, string reason) =>
        limits.IsOver ? limits.Verdict() : new TrialFailedException(kind, reason);

    private static ResponderReport Report(ExchangePlan plan, Answered answered, Socket socket, string peer) => new(
        answered.Exchanges,
        answered.Exchanges * plan.RequestBytes,
        answered.Exchanges * plan.ResponseBytes,
        Tcp: null,
        answered.Cpu,
        SocketTuning.Facts(socket, peer),
        MeasuringThread.CurrentCpu,
        AgentPercent: answered.AgentPercent);

    private readonly record struct Answered(long Exchanges, CpuTicks Cpu, double? AgentPercent);
}
