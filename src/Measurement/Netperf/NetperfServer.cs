using System.Net;
using System.Net.Sockets;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Netperf;

/// <summary>One netserver for one trial, listening on the data address.</summary>
internal sealed class NetperfServer : IDisposable
{
    private const int Tries = 5;

    private readonly NetperfProcess _process;
    private readonly CancellationTokenRegistration _cut;

    private NetperfServer(NetperfProcess process, CancellationTokenRegistration cut, int port) =>
        (_process, _cut, Port) = (process, cut, port);

    /// <summary>Of the control connection.</summary>
    public int Port { get; }

    /// <summary>Returns when it listens.</summary>
    /// <exception cref="TrialFailedException">There is none on this machine, or it found no port.</exception>
    public static NetperfServer Start(IPAddress address, string passphrase, TrialLimits limits)
    {
        var tools = NetperfTools.Find();
        TrialFailure? failure = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            // netserver can't be asked which port it got, so it is given one that was free a moment ago.
            var control = FreeEndpoint(address);
            var process = NetperfProcess.Start(tools, tools.Netserver, NetperfArguments.Server(control, passphrase));
            var cut = limits.OnCut(process.Kill);
            // It says so when it listens, and ends when it can't.
            if (process.ReadLine() is not null) return new NetperfServer(process, cut, control.Port);
            failure = process.Ended();
            cut.Dispose();
            process.Dispose();
            limits.ThrowIfOver();
        }

        throw new TrialFailedException(failure ?? new(FailureKind.Internal, "netserver ended before it listened."));
    }

    public void Dispose()
    {
        _cut.Dispose();
        _process.Dispose();
    }

    private static IPEndPoint FreeEndpoint(IPAddress address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}
