using System.Diagnostics;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Tests.Exchanges;

/// <summary>Timing <c>netperf</c> over real sockets: what netperf does to an exchange that the end cuts off, and to one that is lost.</summary>
public sealed class NetperfRulesSpecs : IDisposable
{
    private const long Window = 400 * Some.Ms;

    private readonly TwoEnds _ends = new();

    public void Dispose() => _ends.Dispose();

    [Theory]
    [InlineData(1, true)] // a request
    [InlineData(1, false)] // a response
    [InlineData(100, true)]
    public async Task One_lost_datagram_stalls_the_rest_of_the_window(int lost, bool request)
    {
        // The warm-up has the first of each.
        Fate LoseOne(int n) => n == lost + 1 ? Fate.Dropped : Fate.Passed;
        var began = Stopwatch.GetTimestamp();

        var (initiator, responder) = await Over(request ? LoseOne : Never, request ? Never : LoseOne);

        var counters = initiator.Counters;
        Assert.Equal((lost - 1, Window), (counters.Exchanges, counters.ElapsedNs));
        Assert.Equal((0, 0, 0, 0), (counters.Lost, counters.Late, counters.Duplicate, counters.StalledNs));
        Assert.Equal(initiator.WarmupExchanges + lost - (request ? 1 : 0), responder.Exchanges);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0.4, 5);
    }

    [Fact]
    public async Task Any_datagram_is_the_response()
    {
        // The second copy of a response answers the next request, whose own answer is then one too many, and so on to the end.
        var (initiator, responder) = await Over(Never, n => n == 5 ? Fate.Doubled : Fate.Passed, exchanges: 20);

        Assert.Equal((20, 0), (initiator.Counters.Exchanges, initiator.Counters.Duplicate));
        Assert.InRange(responder.Exchanges, 20, 21);
    }

    [Fact]
    public async Task A_short_datagram_is_waited_for_to_the_end_of_the_window()
    {
        var (initiator, _) = await Over(Never, n => n == 5 ? Fate.Shortened : Fate.Passed);

        Assert.Equal((3, Window), (initiator.Counters.Exchanges, initiator.Counters.ElapsedNs));
    }

    [Fact]
    public async Task The_warm_up_is_no_part_of_netperfs_and_tries_again()
    {
        var (initiator, _) = await Over(n => n == 1 ? Fate.Dropped : Fate.Passed, Never, exchanges: 20);

        Assert.Equal((20, 1), (initiator.Counters.Exchanges, initiator.WarmupExchanges));
    }

    [Fact]
    public async Task What_the_warm_up_left_under_way_is_not_taken_for_a_response()
    {
        // The first response comes after the warm-up's second request.
        var (initiator, responder) = await Over(Never, n => n == 1 ? Fate.Overtaken : Fate.Passed, exchanges: 20);

        Assert.Equal(20, initiator.Counters.Exchanges);
        Assert.Equal(22, responder.Exchanges);
    }

    [Fact]
    public async Task A_count_that_a_loss_cuts_short_is_ended_by_the_deadline()
    {
        using var wire = new LossyWire(_ends.Listener.Endpoint, n => n == 5 ? Fate.Dropped : Fate.Passed, Never);
        var plan = Plan(Protocol.Udp, Some.Settings(exchanges: 20, timeoutNs: 700 * Some.Ms, timing: Timing.Netperf));
        var (_, initiator) = (_ends.Respond(plan), _ends.Initiate(plan, wire.Endpoint));

        Assert.Equal(FailureKind.Timeout, (await TwoEnds.Failure(initiator)).Kind);
    }

    [Fact]
    public async Task A_wire_that_loses_everything_ends_in_no_response()
    {
        using var wire = new LossyWire(_ends.Listener.Endpoint, _ => Fate.Dropped, Never);
        var plan = Plan(Protocol.Udp, Some.Settings(durationNs: Window, timeoutNs: 2_500 * Some.Ms, timing: Timing.Netperf));
        var (_, initiator) = (_ends.Respond(plan), _ends.Initiate(plan, wire.Endpoint));

        Assert.Equal(FailureKind.NoResponse, (await TwoEnds.Failure(initiator)).Kind);
    }

    [Theory]
    [InlineData(Protocol.Tcp)]
    [InlineData(Protocol.Udp)]
    public async Task The_window_ends_on_time_whatever_is_in_flight(Protocol protocol)
    {
        var (initiator, responder) = await _ends.Exchange(Plan(protocol, Some.Settings(durationNs: Window, timing: Timing.Netperf)));

        Assert.Equal(Window, initiator.Counters.ElapsedNs);
        Assert.InRange(responder.Exchanges - initiator.WarmupExchanges - initiator.Counters.Exchanges, 0, 1);
    }

    [Fact]
    public async Task A_message_too_large_for_its_window_is_cut_off_and_counts_as_none()
    {
        var began = Stopwatch.GetTimestamp();
        var plan = Some.Plan(Protocol.Tcp, 200 << 20, settings: Some.Settings(durationNs: 5 * Some.Ms, timing: Timing.Netperf));

        var (initiator, responder) = await _ends.Exchange(plan);

        Assert.Equal((0, 5 * Some.Ms), (initiator.Counters.Exchanges, initiator.Counters.ElapsedNs));
        Assert.Null(initiator.Latency.P50Ns);
        Assert.InRange(responder.Exchanges - initiator.WarmupExchanges, 0, 1);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 10);
    }

    /// <summary>Wherever the end falls, in a request or in a response: what is still under way then resets the connection, which is no fault of the trial.</summary>
    [Fact]
    public async Task A_connection_that_is_cut_off_inside_a_message_still_reports()
    {
        for (var ms = 1; ms <= 30; ms++)
        {
            var (initiator, responder) = await _ends.Exchange(Some.Plan(Protocol.Tcp, 20 << 20, settings: Some.Settings(durationNs: ms * Some.Ms, timing: Timing.Netperf)));

            Assert.Equal(ms * Some.Ms, initiator.Counters.ElapsedNs);
            Assert.InRange(responder.Exchanges - initiator.WarmupExchanges - initiator.Counters.Exchanges, 0, 1);
            Assert.Equal((responder.Socket.Local, initiator.Socket.Local), (initiator.Socket.Peer, responder.Socket.Peer));
        }
    }

    [Fact]
    public async Task Udp_sockets_are_not_connected_and_the_report_says_so()
    {
        var (initiator, responder) = await _ends.Exchange(Plan(Protocol.Udp, Some.Settings(exchanges: 5, timing: Timing.Netperf)));

        Assert.Equal((SocketFacts.Unconnected, SocketFacts.Unconnected), (initiator.Socket.Peer, responder.Socket.Peer));
        Assert.StartsWith("127.0.0.1:", initiator.Socket.Local, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Protocol.Tcp)]
    [InlineData(Protocol.Udp)]
    public async Task A_window_allocates_nothing_at_either_end(Protocol protocol)
    {
        var plan = Plan(protocol, Some.Settings(exchanges: 2_000, warmupNs: 5 * Some.Ms, timing: Timing.Netperf));

        Assert.Equal((0, 0), await _ends.AllocatedBy(() => _ends.Exchange(plan)));
    }

    [Fact]
    public async Task A_stop_ends_a_stalled_window_at_once()
    {
        using var stop = new CancellationTokenSource();
        using var wire = new LossyWire(_ends.Listener.Endpoint, n => n == 5 ? Fate.Dropped : Fate.Passed, Never);
        var plan = Plan(Protocol.Udp, Some.Settings(durationNs: 60_000 * Some.Ms, timing: Timing.Netperf));
        var (responder, initiator) = (_ends.Respond(plan, stop: stop.Token), _ends.Initiate(plan, wire.Endpoint, stop: stop.Token));
        while (!_ends.Listener.HasServed) await Task.Yield();
        await stop.CancelAsync();

        Assert.Equal(FailureKind.Stopped, (await TwoEnds.Failure(initiator)).Kind);
        Assert.Equal(FailureKind.Stopped, (await TwoEnds.Failure(responder)).Kind);
    }

    private static Fate Never(int n) => Fate.Passed;

    private static ExchangePlan Plan(Protocol protocol, TrialSettings settings) => Some.Plan(protocol, settings: settings);

    private async Task<(InitiatorReport Initiator, ResponderReport Responder)> Over(Func<int, Fate> request, Func<int, Fate> response, int? exchanges = null)
    {
        using var wire = new LossyWire(_ends.Listener.Endpoint, request, response);
        var settings = Some.Settings(exchanges, exchanges is null ? Window : null, timing: Timing.Netperf);
        return await _ends.Exchange(Plan(Protocol.Udp, settings), wire.Endpoint);
    }
}
