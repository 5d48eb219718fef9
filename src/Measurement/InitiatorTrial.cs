using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Exchanges;
using ActorBench.Measurement.Exchanges.NetperfRules;
using ActorBench.Measurement.Exchanges.Tcp;
using ActorBench.Measurement.Exchanges.Udp;
using ActorBench.Measurement.Handshakes;
using ActorBench.Measurement.Latency;
using ActorBench.Measurement.Native;
using ActorBench.Measurement.Netperf;
using ActorBench.Measurement.Sockets;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement;

/// <summary>One trial as its initiator sees it, from the connection to the report.</summary>
public static class InitiatorTrial
{
    /// <summary>Blocks the calling thread, which should be a <see cref="MeasuringThread"/>, until the trial is over.</summary>
    /// <param name="token16">The 16 bytes that both ends of this attempt know.</param>
    /// <param name="localAddress">Address to come from; null leaves it to the routing table.</param>
    /// <param name="start">When the window begins; null: after the warm-up.</param>
    /// <exception cref="TrialFailedException">The attempt has no result.</exception>
    public static InitiatorReport Run(
        ExchangePlan plan, IPEndPoint responder, ReadOnlySpan<byte> token16, IPAddress? localAddress, CancellationToken stop, StartInstant? start = null)
    {
        plan.Validate();
        ArgumentOutOfRangeException.ThrowIfNotEqual(token16.Length, Hello.TokenBytes);
        Libc.Bind();
        using var limits = new TrialLimits(plan, stop, start);
        try
        {
            using var connection = Dialing.Connect(responder, localAddress, plan.Settings.Sockets, limits);
            using var guard = limits.Guard(connection);
            var udpPort = Dialing.Introduce(connection, plan, token16, limits);
            if (plan.Engine == Engine.Netperf) return NetperfInitiator.Run(plan, connection, udpPort, Convert.ToHexStringLower(token16), limits, start);
            return plan.Protocol == Protocol.Tcp
                ? OverTcp(plan, connection, limits, start)
                : OverUdp(plan, connection, new IPEndPoint(responder.Address, udpPort), limits, start);
        }
        catch (SocketException error)
        {
            throw limits.IsOver ? limits.Verdict() : Errno.ToFailure(error, "responder");
        }
    }

    private static InitiatorReport OverTcp(ExchangePlan plan, Socket connection, TrialLimits limits, StartInstant? start)
    {
        using var request = new MessageBuffer(plan.RequestBytes);
        using var response = new MessageBuffer(plan.ResponseBytes);
        var latency = LatencyRecorder.OfThisThread;
        using var alarm = plan.Settings.Timing == Timing.Netperf ? new WindowAlarm((int)connection.Handle, Libc.BothDirections) : null;
        InitiatorLoop loop = alarm is not null
            ? new NetperfTcpInitiator((int)connection.Handle, request, response, latency, limits, alarm)
            : new TcpInitiator((int)connection.Handle, request, response, latency, limits);

        var measured = Measure(new Windows(plan, loop, latency, limits, start), connection);
        var tcp = SocketTuning.Tcp(connection);
        Farewell.Begin(connection);
        var report = Report(measured, latency) with { Tcp = tcp };
        Farewell.End(connection, limits);
        return report;
    }

    private static InitiatorReport OverUdp(ExchangePlan plan, Socket sideChannel, IPEndPoint responder, TrialLimits limits, StartInstant? start)
    {
        using var socket = SocketTuning.Create(responder.AddressFamily, SocketType.Dgram, plan.Settings.Sockets);
        using var guard = limits.Guard(socket);
        socket.Bind(new IPEndPoint(((IPEndPoint)sideChannel.LocalEndPoint!).Address, 0));
        using var request = new MessageBuffer(plan.RequestBytes);
        using var response = new MessageBuffer(plan.ResponseBytes);
        var latency = LatencyRecorder.OfThisThread;
        using var alarm = plan.Settings.Timing == Timing.Netperf ? new WindowAlarm((int)socket.Handle, WindowAlarm.Receiving) : null;
        InitiatorLoop loop;
        if (alarm is not null)
        {
            var datagrams = new UnconnectedDatagrams((int)socket.Handle, responder);
            var netperf = new NetperfUdpInitiator((int)socket.Handle, datagrams, request, response, latency, limits, alarm);
            netperf.ArmWarmup();
            loop = netperf;
        }
        else
        {
            socket.Connect(responder);
            var recovery = new UdpRecovery((int)socket.Handle, (int)sideChannel.Handle, plan.RequestBytes, plan.ResponseBytes, limits);
            recovery.Arm();
            loop = new UdpInitiator((int)socket.Handle, request, response, latency, recovery);
        }

        var measured = Measure(new Windows(plan, loop, latency, limits, start), socket, sideChannel);
        Farewell.ByDatagrams(socket, responder);
        Farewell.Begin(sideChannel);
        var report = Report(measured, latency);
        Farewell.End(sideChannel, limits);
        return report;
    }

    /// <param name="sockets">What the loop uses; the first carries the exchanges.</param>
    private static Measured Measure(Windows windows, params Socket[] sockets)
    {
        var peer = SocketTuning.Peer(sockets[0]);
        var ran = LoopThread.Run(windows.Run, sockets);
        WindowAudit.AllocatedBytes = ran.AllocatedBytes;
        return new Measured(ran, SocketTuning.Facts(sockets[0], peer));
    }

    private static InitiatorReport Report(Measured measured, LatencyRecorder latency) => new(
        measured.Ran.Counters,
        latency.Summarise(),
        measured.Ran.WarmupExchanges,
        Tcp: null,
        measured.Ran.Cpu,
        measured.Socket,
        measured.Ran.StartedAt,
        MeasuringThread.CurrentCpu,
        Window: measured.Ran.Window,
        CooldownExchanges: measured.Ran.CooldownExchanges,
        AgentPercent: measured.Ran.AgentPercent);

    /// <summary>What must be taken before the connection ends; the rest of the report can wait until the responder knows that it is over.</summary>
    private readonly record struct Measured(RanWindows Ran, SocketFacts Socket);
}
