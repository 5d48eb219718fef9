using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Handshakes;
using ActorBench.Measurement.Machine;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Netperf;

/// <summary>A trial whose exchanges netperf makes, as its initiator sees it.</summary>
/// <remarks>The trial's own connection carries nothing between the welcome, which brings netserver's port, and the parting.</remarks>
internal static class NetperfInitiator
{
    /// <param name="port">Where the responder's netserver listens; <see cref="NetperfParting.NoPort"/> where it has none.</param>
    /// <param name="start">When netperf is started, which connects before its window; null: at once.</param>
    public static InitiatorReport Run(ExchangePlan plan, Socket connection, int port, string passphrase, TrialLimits limits, StartInstant? start)
    {
        if (port == NetperfParting.NoPort) NetperfParting.Hear(connection, limits);
        try
        {
            start?.Await(limits);
            var report = Measure(plan, connection, port, passphrase, limits, out var remote);
            NetperfParting.Say(connection, remote);
            Farewell.Begin(connection);
            Farewell.End(connection, limits);
            return report;
        }
        catch (TrialFailedException failed)
        {
            NetperfParting.Say(connection, failed.Failure);
            throw;
        }
    }

    private static InitiatorReport Measure(
        ExchangePlan plan, Socket connection, int port, string passphrase, TrialLimits limits, out NetperfEnd remote)
    {
        var tools = NetperfTools.Find();
        var (here, there) = (((IPEndPoint)connection.LocalEndPoint!).Address, ((IPEndPoint)connection.RemoteEndPoint!).Address);
        var (startedAt, startedNs) = (DateTimeOffset.UtcNow, TrialLimits.NowNs);
        var before = ProcStat.Read();
        var output = Output(tools, NetperfArguments.Client(plan, new IPEndPoint(there, port), here, passphrase), limits);
        var cpu = ProcStat.Read().Since(before);
        var stoppedNs = TrialLimits.NowNs;

        var result = NetperfReading.Read(output, plan.ResponseBytes);
        var (local, latency) = (result.Local, result.Latency);
        remote = result.Remote;
        return new InitiatorReport(
            new ExchangeCounters(result.Exchanges, result.Exchanges * plan.RequestBytes, result.Exchanges * plan.ResponseBytes, result.ElapsedNs),
            new LatencySummary(latency?.P50Us * 1000, latency?.P90Us * 1000, latency?.P99Us * 1000, latency?.MaxUs * 1000, []),
            WarmupExchanges: 0,
            Facts(local),
            cpu,
            Socket(local, here, there),
            startedAt,
            MeasuringThread.CurrentCpu,
            // Of netperf's process: the window that it measures is inside.
            Window: new WindowTimes(startedNs, stoppedNs));
    }

    private static string Output(NetperfTools tools, IReadOnlyList<string> arguments, TrialLimits limits)
    {
        using var netperf = NetperfProcess.Start(tools, tools.Netperf, arguments);
        using var cut = limits.OnCut(netperf.Kill);
        try
        {
            return netperf.ReadToEnd();
        }
        catch (TrialFailedException) when (limits.IsOver)
        {
            throw limits.Verdict();
        }
    }

    /// <summary>netperf does not say what TCP_INFO has about round trips.</summary>
    internal static TcpFacts? Facts(NetperfEnd end) => end.Retransmits is { } retransmits ? new TcpFacts(retransmits, null, null) : null;

    /// <summary>Without ports: netperf prints 0 for those that it did not choose itself.</summary>
    internal static SocketFacts Socket(NetperfEnd end, IPAddress local, IPAddress peer) =>
        new(local.ToString(), peer.ToString(), end.NoDelay, end.SendBufferBytes, end.ReceiveBufferBytes);
}
