using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Exchanges;
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
        var loop = new TcpInitiator((int)connection.Handle, request, response, latency, limits);

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
        socket.Connect(responder);
        using var request = new MessageBuffer(plan.RequestBytes);
        using var response = new MessageBuffer(plan.ResponseBytes);
        var latency = LatencyRecorder.OfThisThread;
        var recovery = new UdpRecovery(socket, sideChannel, plan.RequestBytes, plan.ResponseBytes, limits);
        recovery.Arm();
        recovery.Rehearse();
        var loop = new UdpInitiator((int)socket.Handle, request, response, latency, recovery);

        var measured = Measure(plan, loop, latency, socket);
        Farewell.ByDatagrams(socket);
        Farewell.Begin(sideChannel);
        var report = Report(measured, latency);
        Farewell.End(sideChannel, limits);
        return report;
    }

    private static Measured Measure(ExchangePlan plan, InitiatorLoop loop, LatencyRecorder latency, Socket socket)
    {
        var warmupExchanges = WarmUp(plan, loop);
        loop.ForgetLosses();
        latency.Reset();
        var startedAt = DateTimeOffset.UtcNow;
        var cpuBefore = ProcStat.Read();

        WindowAudit.Begin();
        var window = loop.Run(WindowLength.Measured(plan.Settings));
        WindowAudit.End();

        var cpu = ProcStat.Read().Since(cpuBefore);
        return new Measured(WindowCounting.Count(plan, window, loop.Losses, latency), warmupExchanges, cpu, startedAt, SocketTuning.Facts(socket));
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

    /// <summary>What must be taken before the connection ends; the rest of the report can wait until the responder knows that it is over.</summary>
    private readonly record struct Measured(
        ExchangeCounters Counters, long WarmupExchanges, CpuTicks Cpu, DateTimeOffset StartedAt, SocketFacts Socket);
}
