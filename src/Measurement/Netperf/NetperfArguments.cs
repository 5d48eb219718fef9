using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorBench.Messages.Plans;

namespace ActorBench.Measurement.Netperf;

/// <summary>The argument lists of netperf and netserver for one trial.</summary>
/// <remarks>
/// In classic tests what stands before <c>--</c> is about the control connection and the length, what stands after it about the data
/// socket. Nothing is left to a default that another version of netperf may have changed, except where the campaign asks for none.
/// </remarks>
internal static class NetperfArguments
{
    private const long Second = 1_000_000_000;

    /// <summary>The figures asked for, in netperf's words; one line of its output each.</summary>
    public static IReadOnlyList<string> Selectors { get; } =
    [
        "ELAPSED_TIME", "TRANSACTION_RATE", "RT_LATENCY",
        "LOCAL_BYTES_SENT", "LOCAL_BYTES_RECVD", "REMOTE_BYTES_SENT", "REMOTE_BYTES_RECVD",
        "LOCAL_TRANSPORT_RETRANS", "REMOTE_TRANSPORT_RETRANS",
        "MIN_LATENCY", "P50_LATENCY", "P90_LATENCY", "P99_LATENCY", "MAX_LATENCY",
        "LSS_SIZE_END", "LSR_SIZE_END", "RSS_SIZE_END", "RSR_SIZE_END", "LOCAL_NODELAY", "REMOTE_NODELAY",
    ];

    /// <summary>Whether netperf can run a window of this length: it reads its <c>-l</c> as C's <c>atoi</c> does, and 0 means without end.</summary>
    public static bool CanMeasure(long durationNs) => durationNs >= Second && durationNs % Second == 0 && durationNs / Second <= int.MaxValue;

    /// <param name="control">Where netserver listens.</param>
    /// <param name="local">Address that both connections come from.</param>
    /// <param name="passphrase">netserver's; it keeps strangers off the control port, not readers off the wire.</param>
    public static IReadOnlyList<string> Client(ExchangePlan plan, IPEndPoint control, IPAddress local, string passphrase)
    {
        var (there, here) = (Address(control.Address), Address(local));
        var sockets = plan.Settings.Sockets;
        var buffers = Buffers(sockets);
        return
        [
            "-H", there, "-L", here, "-p", Number(control.Port), "-Z", passphrase,
            "-P", "0",
            "-t", plan.Protocol == Protocol.Tcp ? "TCP_RR" : "UDP_RR",
            "-l", Length(plan.Settings),
            "--",
            "-H", there, "-L", here,
            "-r", $"{Number(plan.RequestBytes)},{Number(plan.ResponseBytes)}",
            .. buffers is null ? Array.Empty<string>() : ["-s", buffers, "-S", buffers],
            .. sockets.NoDelay && plan.Protocol == Protocol.Tcp ? ["-D"] : Array.Empty<string>(),
            "-k", string.Join(',', Selectors),
        ];
    }

    /// <summary>In the foreground, and one test after another in this very process: what kills netserver leaves no child of it behind.</summary>
    public static IReadOnlyList<string> Server(IPEndPoint control, string passphrase) =>
        ["-D", "-f", "-L", Address(control.Address), "-p", Number(control.Port), "-Z", passphrase];

    /// <summary>Negative means a number of transactions.</summary>
    private static string Length(TrialSettings settings) => Number(settings switch
    {
        { Exchanges: { } exchanges } => -exchanges,
        { DurationNs: { } duration } when CanMeasure(duration) => duration / Second,
        _ => throw new ArgumentException($"netperf measures whole seconds, not {settings.DurationNs} ns."),
    });

    /// <summary>A side left empty stays as the kernel makes it.</summary>
    private static string? Buffers(SocketOptions sockets) => sockets is { SendBufferBytes: null, ReceiveBufferBytes: null }
        ? null
        : $"{(sockets.SendBufferBytes is { } send ? Number(send) : "")},{(sockets.ReceiveBufferBytes is { } receive ? Number(receive) : "")}";

    private static string Address(IPAddress address) => $"{address},{(address.AddressFamily == AddressFamily.InterNetworkV6 ? 6 : 4)}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
