using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Exchanges;
using ActorBench.Measurement.Exchanges.NetperfRules;
using ActorBench.Measurement.Exchanges.Tcp;
using ActorBench.Measurement.Exchanges.Udp;
using ActorBench.Measurement.Handshakes;
using ActorBench.Measurement.Latency;
using ActorBench.Measurement.Machine;
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
    /// <exception cref="TrialFailedException">The attempt has no result.</exception>
    public static InitiatorReport Run(
        ExchangePlan plan, IPEndPoint responder, ReadOnlySpan<byte> token16, IPAddress? localAddress, CancellationToken stop)
    {
        plan.Validate();
        ArgumentOutOfRangeException.ThrowIfNotEqual(token16.Length, Hello.TokenBytes);
        Libc.Bind();
        using var limits = new TrialLimits(plan, stop);
        try
        {
            using var connection = Dialing.Connect(responder, localAddress, plan.Settings.Sockets, limits);
            using var guard = limits.Guard(connection);
            var udpPort = Dialing.Introduce(connection, plan, token16, limits);
            if (plan.Engine == Engine.Netperf) return NetperfInitiator.Run(plan, connection, udpPort, Convert.ToHexStringLower(token16), limits);
            return plan.Protocol == Protocol.Tcp
                ? OverTcp(plan, connection, limits)
                : OverUdp(plan, connection, new IPEndPoint(responder.Address, udpPort), limits);
        }
        catch (SocketException error)
        {
            throw limits.IsOver ? limits.Verdict() : Errno.ToFailure(error, "responder");
        }
    }

    private static InitiatorReport OverTcp(ExchangePlan plan, Socket connection, TrialLimits limits)
    {
        using var request = new MessageBuffer(plan.RequestBytes);
        using var response = new MessageBuffer(plan.ResponseBytes);
        var latency = LatencyRecorder.OfThisThread;
        using var alarm = plan.Settings.Timing == Timing.Netperf ? new WindowAlarm((int)connection.Handle, Libc.BothDirections) : null;
        InitiatorLoop loop = alarm is not null
            ? new NetperfTcpInitiator((int)connection.Handle, request, response, latency, limits, alarm)
            : new TcpInitiator((int)connection.Handle, request, response, latency, limits);

        var measured = Measure(plan, loop, latency, connection);
        var tcp = SocketTuning.Tcp(connection);
        Farewell.Begin(connection);
        var report = Report(measured, latency) with { Tcp = tcp };
        Farewell.End(connection, limits);
        return report;
    }

    private static InitiatorReport OverUdp(ExchangePlan plan, Socket sideChannel, IPEndPoint responder, TrialLimits limits)
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

        var measured = Measure(plan, loop, latency, socket, sideChannel);
        Farewell.ByDatagrams(socket, responder);
        Farewell.Begin(sideChannel);
        var report = Report(measured, latency);
        Farewell.End(sideChannel, limits);
        return report;
    }

    /// <param name="sockets">What the loop uses; the first carries the exchanges.</param>
    private static Measured Measure(ExchangePlan plan, InitiatorLoop loop, LatencyRecorder latency, params Socket[] sockets)
    {
        var peer = SocketTuning.Peer(sockets[0]);
        var ran = LoopThread.Run(() => WarmUpAndRun(plan, loop, latency), sockets);
        WindowAudit.AllocatedBytes = ran.AllocatedBytes;
        return new Measured(
            WindowCounting.Count(plan, ran.Window, loop.Losses, latency),
            ran.WarmupExchanges,
            ran.Cpu,
            ran.StartedAt,
            SocketTuning.Facts(sockets[0], peer));
    }

    private static Ran WarmUpAndRun(ExchangePlan plan, InitiatorLoop loop, LatencyRecorder latency)
    {
        var warmupExchanges = WarmUp(plan, loop);
        loop.ForgetLosses();
        latency.Reset();
        var length = WindowLength.Measured(plan.Settings);
        loop.BeginWindow(length);
        var startedAt = DateTimeOffset.UtcNow;
        var cpuBefore = ProcStat.Read();

        var allocatedBefore = WindowAudit.SoFar;
        var window = loop.Run(length);
        var allocated = WindowAudit.SoFar - allocatedBefore;

        return new Ran(window, warmupExchanges, ProcStat.Read().Since(cpuBefore), startedAt, allocated);
    }

    private static InitiatorReport Report(Measured measured, LatencyRecorder latency) => new(
        measured.Counters,
        latency.Summarise(),
        measured.WarmupExchanges,
        Tcp: null,
        measured.Cpu,
        measured.Socket,
        measured.StartedAt,
        MeasuringThread.CurrentCpu);

    private static long WarmUp(ExchangePlan plan, InitiatorLoop loop)
    {
        try
        {
            loop.Run(WindowLength.One);
        }
        catch (TrialFailedException late) when (late.Failure.Kind == FailureKind.Timeout)
        {
            throw new TrialFailedException(FailureKind.NoResponse, "The responder was reached, but not one exchange completed before the deadline.");
        }

        return plan.Settings.WarmupNs > 0 ? 1 + loop.Run(WindowLength.Warmup(plan.Settings)).Exchanges : 1;
    }

    private readonly record struct Ran(
        WindowCount Window, long WarmupExchanges, CpuTicks Cpu, DateTimeOffset StartedAt, long AllocatedBytes);

    /// <summary>What must be taken before the connection ends; the rest of the report can wait until the responder knows that it is over.</summary>
    private readonly record struct Measured(
        ExchangeCounters Counters, long WarmupExchanges, CpuTicks Cpu, DateTimeOffset StartedAt, SocketFacts Socket);
}
