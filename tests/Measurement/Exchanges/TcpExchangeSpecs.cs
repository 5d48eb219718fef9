using System.Net;
using System.Net.Sockets;
using ActorBench.Measurement.Handshakes;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Tests.Exchanges;

public sealed class TcpExchangeSpecs() : ExchangeSpecs(Protocol.Tcp)
{
    [Theory]
    [InlineData(1, 1, 500)]
    [InlineData(512, 512, 500)]
    [InlineData(1, 65_536, 100)]
    [InlineData(65_536, 65_536, 100)]
    [InlineData(1 << 20, 1 << 20, 10)]
    [InlineData(50 << 20, 50 << 20, 2)]
    public async Task Every_size_arrives_whole(int requestBytes, int responseBytes, long exchanges)
    {
        var (initiator, responder) = await Ends.Exchange(Plan(Some.Settings(exchanges), requestBytes, responseBytes));

        AssertWhole(initiator, responder, requestBytes, responseBytes);
        Assert.Equal(exchanges, initiator.Counters.Exchanges);
        Assert.NotNull(initiator.Tcp);
        Assert.NotNull(responder.Tcp);
        Assert.True(initiator.Tcp.RttUs > 0);
    }

    [Fact]
    public async Task Half_a_request_is_answered_with_not_one_byte()
    {
        var plan = Plan(Some.Settings(), 1_000, 10);
        var responder = Ends.Respond(plan);
        using var peer = Greet(plan);

        peer.Send(new byte[999]);
        Assert.False(peer.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectRead));
        peer.Send(new byte[1]);
        Assert.True(peer.Poll(TwoEnds.Bound, SelectMode.SelectRead));
        Assert.Equal(10, peer.Receive(new byte[100]));

        peer.Shutdown(SocketShutdown.Send);
        Assert.Equal(1, (await responder.WaitAsync(TwoEnds.Bound)).Exchanges);
    }

    [Fact]
    public async Task An_initiator_that_dies_inside_a_request_is_a_failed_trial()
    {
        var plan = Plan(Some.Settings(), 1_000, 10);
        var responder = Ends.Respond(plan);
        using (var peer = Greet(plan)) peer.Send(new byte[500]);

        var failure = await TwoEnds.Failure(responder);

        Assert.Equal(FailureKind.PeerClosed, failure.Kind);
        Assert.Contains("500 bytes into a message of 1000", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchanges_run_in_a_table_that_holds_nothing_but_their_connection()
    {
        var plan = Plan(Some.Settings(), 1, 1);
        var responder = Ends.Respond(plan);
        using var peer = Greet(plan);
        peer.Send(new byte[1]);
        Assert.Equal(1, peer.Receive(new byte[1]));

        var connection = DescriptorTables.Link(peer.RemoteEndPoint!, peer.LocalEndPoint!);
        Assert.Equal([connection], DescriptorTables.WithoutWhatTheRuntimeNeeds(DescriptorTables.OfLoopWith(connection)));

        peer.Shutdown(SocketShutdown.Send);
        await responder.WaitAsync(TwoEnds.Bound);
        Assert.True(SpinWait.SpinUntil(() => DescriptorTables.OfLoopWith(connection).Length == 0, TwoEnds.Bound));
    }

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(500, false)]
    [InlineData(1_000, true)]
    public async Task The_peer_sees_the_end_of_a_trial_that_was_finished_failed_or_cut(int bytesOfRequest, bool cut)
    {
        using var stop = new CancellationTokenSource();
        var plan = Plan(Some.Settings(), 1_000, 10);
        var responder = Ends.Respond(plan, stop: stop.Token);
        using var peer = Greet(plan);
        peer.Send(new byte[bytesOfRequest]);
        if (bytesOfRequest == 1_000) Assert.Equal(10, peer.Receive(new byte[10]));

        if (cut) await stop.CancelAsync();
        else peer.Shutdown(SocketShutdown.Send);

        await Task.WhenAny(responder).WaitAsync(TwoEnds.Bound);
        Assert.Equal(bytesOfRequest == 1_000 && !cut, responder.IsCompletedSuccessfully);
        Assert.True(DescriptorTables.SeesTheEnd(peer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public async Task A_responder_that_closes_early_is_a_failed_trial(int bytesOfResponse)
    {
        using var listener = Listening();
        var initiator = Ends.Initiate(Plan(Some.Settings(), 10, 100), via: (IPEndPoint)listener.LocalEndPoint!);

        using (var peer = await WelcomeNext(listener))
        {
            Assert.Equal(10, peer.Receive(new byte[10]));
            peer.Send(new byte[bytesOfResponse]);
        }

        Assert.Equal(FailureKind.PeerClosed, (await TwoEnds.Failure(initiator)).Kind);
    }

    [Fact]
    public async Task A_responder_that_never_answers_is_no_response_at_the_deadline()
    {
        using var listener = Listening();
        var initiator = Ends.Initiate(Plan(Some.Settings(timeoutNs: 300 * Some.Ms)), via: (IPEndPoint)listener.LocalEndPoint!);
        using var silent = await WelcomeNext(listener);

        Assert.Equal(FailureKind.NoResponse, (await TwoEnds.Failure(initiator)).Kind);
    }

    [Fact]
    public void A_taken_port_is_named()
    {
        var error = Assert.Throws<TrialFailedException>(
            () => ExchangeListener.Open(IPAddress.Loopback, SocketOptions.Untouched, Ends.Listener.Endpoint.Port));

        Assert.Equal(FailureKind.PortTaken, error.Failure.Kind);
        Assert.Contains($"{Ends.Listener.Endpoint}", error.Failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_of_another_machine_cannot_be_listened_on()
    {
        var error = Assert.Throws<TrialFailedException>(
            () => ExchangeListener.Open(IPAddress.Parse("192.0.2.1"), SocketOptions.Untouched));

        Assert.Equal(FailureKind.Unreachable, error.Failure.Kind);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_unreachable()
    {
        // Taken, so that no other test listens there.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var initiator = Ends.Initiate(Plan(Some.Settings()), via: (IPEndPoint)taken.LocalEndPoint!);

        Assert.Equal(FailureKind.Unreachable, (await TwoEnds.Failure(initiator)).Kind);
    }

    [Fact]
    public async Task A_listener_that_never_says_welcome_is_no_response()
    {
        var initiator = Ends.Initiate(Plan(Some.Settings(timeoutNs: 300 * Some.Ms)));

        Assert.Contains((await TwoEnds.Failure(initiator)).Kind, new[] { FailureKind.NoResponse, FailureKind.Timeout });
    }

    private static Socket Listening()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    private static async Task<Socket> WelcomeNext(Socket listener)
    {
        var peer = await listener.AcceptAsync().WaitAsync(TwoEnds.Bound);
        Assert.Equal(Hello.Bytes, peer.Receive(new byte[Hello.Bytes]));
        var welcome = new byte[Welcome.Bytes];
        Welcome.Write(welcome, agreed: true, udpPort: 0);
        peer.Send(welcome);
        return peer;
    }

    private Socket Greet(ExchangePlan plan)
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        peer.Connect(Ends.Listener.Endpoint);
        var hello = new byte[Hello.Bytes];
        Hello.Write(hello, plan, Some.Token());
        peer.Send(hello);
        Assert.Equal(Welcome.Bytes, peer.Receive(new byte[Welcome.Bytes]));
        return peer;
    }
}
