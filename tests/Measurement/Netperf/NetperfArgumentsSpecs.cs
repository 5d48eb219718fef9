using System.Net;
using ActorBench.Measurement.Netperf;
using ActorBench.Messages.Plans;

namespace ActorBench.Measurement.Tests.Netperf;

public sealed class NetperfArgumentsSpecs
{
    private static readonly IPEndPoint Control = new(IPAddress.Parse("10.77.0.2"), 40123);
    private static readonly IPAddress Local = IPAddress.Parse("10.77.0.1");

    [Fact]
    public void A_timed_tcp_trial()
    {
        Assert.Equal(
            [
                "-H", "10.77.0.2,4", "-L", "10.77.0.1,4", "-p", "40123", "-Z", "c0ffee", "-P", "0", "-t", "TCP_RR", "-l", "10",
                "--", "-H", "10.77.0.2,4", "-L", "10.77.0.1,4", "-r", "512,1024", "-k", string.Join(',', NetperfArguments.Selectors),
            ],
            Client(Protocol.Tcp, Some.Settings(durationNs: 10_000 * Some.Ms), 512, 1024));
    }

    [Fact]
    public void A_number_of_exchanges_is_a_negative_length() =>
        Assert.Equal("-1000", After("-l", Client(Protocol.Udp, Some.Settings(exchanges: 1000))));

    [Fact]
    public void Udp_is_a_test_of_its_own() =>
        Assert.Equal("UDP_RR", After("-t", Client(Protocol.Udp, Some.Settings())));

    [Theory]
    [InlineData(250)]
    [InlineData(1_500)]
    [InlineData(0)]
    public void Parts_of_a_second_are_refused_because_netperf_would_run_for_ever(long ms)
    {
        Assert.False(NetperfArguments.CanMeasure(ms * Some.Ms));
        Assert.Throws<ArgumentException>(() => Client(Protocol.Tcp, Some.Settings(durationNs: ms * Some.Ms)));
    }

    [Theory]
    [InlineData(65_536, 70_000, "65536,70000")]
    [InlineData(65_536, null, "65536,")]
    [InlineData(null, 70_000, ",70000")]
    public void Buffers_are_asked_for_at_both_ends(int? send, int? receive, string expected)
    {
        var arguments = Client(Protocol.Tcp, Some.Settings(sockets: new SocketOptions(SendBufferBytes: send, ReceiveBufferBytes: receive)));

        Assert.Equal((expected, expected), (After("-s", arguments), After("-S", arguments)));
    }

    [Theory]
    [InlineData(Protocol.Tcp, true)]
    [InlineData(Protocol.Udp, false)] // it would cork the datagrams there
    public void No_delay_is_for_tcp(Protocol protocol, bool asked) =>
        Assert.Equal(asked, Client(protocol, Some.Settings(sockets: new SocketOptions(NoDelay: true))).Contains("-D"));

    [Fact]
    public void Untouched_sockets_ask_for_nothing() =>
        Assert.Empty(Client(Protocol.Tcp, Some.Settings()).Intersect(["-s", "-S", "-D"]));

    [Fact]
    public void Netserver_stays_in_the_foreground_and_in_one_process() =>
        Assert.Equal(["-D", "-f", "-L", "10.77.0.2,4", "-p", "40123", "-Z", "c0ffee"], NetperfArguments.Server(Control, "c0ffee"));

    [Fact]
    public void IPv6_is_said_to_be()
    {
        var control = new IPEndPoint(IPAddress.IPv6Loopback, 1);

        Assert.Contains("::1,6", NetperfArguments.Server(control, "x"));
    }

    private static IReadOnlyList<string> Client(Protocol protocol, TrialSettings settings, int requestBytes = 64, int? responseBytes = null) =>
        NetperfArguments.Client(Some.Plan(protocol, requestBytes, responseBytes, settings), Control, Local, "c0ffee");

    private static string After(string option, IReadOnlyList<string> arguments) => arguments[arguments.ToList().IndexOf(option) + 1];
}
