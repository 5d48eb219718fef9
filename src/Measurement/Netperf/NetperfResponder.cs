using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Handshakes;
using ActorBench.Measurement.Machine;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Netperf;

/// <summary>A trial whose exchanges netserver answers, as its responder sees it.</summary>
internal static class NetperfResponder
{
    /// <param name="hello">What the initiator said.</param>
    public static ResponderReport Run(ExchangePlan plan, Socket connection, ReadOnlySpan<byte> hello, string passphrase, TrialLimits limits)
    {
        var (here, there) = (((IPEndPoint)connection.LocalEndPoint!).Address, ((IPEndPoint)connection.RemoteEndPoint!).Address);
        using var netserver = Start(plan, connection, hello, here, passphrase, limits);
        Answering.SayWelcome(connection, hello, plan, netserver.Port);

        var before = ProcStat.Read();
        var counted = NetperfParting.Hear(connection, limits);
        var cpu = ProcStat.Read().Since(before);
        return new ResponderReport(
            counted.BytesOut / plan.ResponseBytes,
            counted.BytesIn,
            counted.BytesOut,
            NetperfInitiator.Facts(counted),
            cpu,
            NetperfInitiator.Socket(counted, here, there),
            MeasuringThread.CurrentCpu);
    }

    private static NetperfServer Start(
        ExchangePlan plan, Socket connection, ReadOnlySpan<byte> hello, IPAddress address, string passphrase, TrialLimits limits)
    {
        try
        {
            return NetperfServer.Start(address, passphrase, limits);
        }
        catch (TrialFailedException failed)
        {
            Answering.SayWelcome(connection, hello, plan, NetperfParting.NoPort);
            NetperfParting.Say(connection, failed.Failure);
            throw;
        }
    }
}
