using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace ActorBench.Measurement.Tests.Exchanges;

/// <summary>What every protocol has to keep, on loopback and without loss.</summary>
public abstract class ExchangeSpecs(Protocol protocol) : IDisposable
{
    private protected TwoEnds Ends { get; } = new();

    public void Dispose()
    {
        Ends.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_counted_trial_has_exactly_the_exchanges_asked_for()
    {
        var (initiator, responder) = await Ends.Exchange(Plan(Some.Settings(exchanges: 1_000), 100, 200));

        AssertWhole(initiator, responder, 100, 200);
        Assert.Equal(1_000, initiator.Counters.Exchanges);
        Assert.Equal(1, initiator.WarmupExchanges);
    }

    [Fact]
    public async Task A_timed_trial_ends_with_the_exchange_in_flight_at_its_end()
    {
        var (initiator, responder) = await Ends.Exchange(Plan(Some.Settings(durationNs: 100 * Some.Ms)));

        AssertWhole(initiator, responder, 64, 64);
        Assert.True(initiator.Counters.ElapsedNs >= 100 * Some.Ms);
    }

    [Fact]
    public async Task A_window_too_short_for_the_least_number_goes_on_until_it_is_reached()
    {
        var (initiator, _) = await Ends.Exchange(Plan(Some.Settings(durationNs: 1, minExchanges: 7)));

        Assert.Equal(7, initiator.Counters.Exchanges);
    }

    [Fact]
    public async Task The_warm_up_is_not_in_the_window()
    {
        var (initiator, responder) = await Ends.Exchange(Plan(Some.Settings(exchanges: 10, warmupNs: 50 * Some.Ms)));

        AssertWhole(initiator, responder, 64, 64);
        Assert.Equal(10, initiator.Counters.Exchanges);
        Assert.True(initiator.WarmupExchanges > 10);
        Assert.True(initiator.Counters.ElapsedNs < 50 * Some.Ms);
    }

    [Fact]
    public async Task Nothing_is_allocated_inside_a_window_at_either_end()
    {
        var plan = Plan(Some.Settings(exchanges: 2_000, warmupNs: 5 * Some.Ms));

        Assert.Equal((0, 0), await Ends.AllocatedBy(() => Ends.Exchange(plan)));
    }

    [Fact]
    public async Task Latencies_add_up_to_the_elapsed_time()
    {
        var (initiator, _) = await Ends.Exchange(Plan(Some.Settings(exchanges: 500)));

        var histogram = Decode(initiator.Latency);
        var sum = histogram.GetMean() * histogram.TotalCount;
        Assert.InRange(sum / initiator.Counters.ElapsedNs, 0.999, 1.001);
    }

    [Fact]
    public async Task An_initiator_that_comes_first_waits_in_the_backlog()
    {
        var plan = Plan(Some.Settings());
        var initiator = Ends.Initiate(plan);
        while (!IsConnected(Ends.Listener.Endpoint)) await Task.Yield();

        var responder = Ends.Respond(plan);
        await Task.WhenAll(initiator, responder).WaitAsync(TwoEnds.Bound);

        AssertWhole(await initiator, await responder, 64, 64);
    }

    [Fact]
    public async Task Trials_follow_each_other_on_one_listener()
    {
        for (var trial = 0; trial < 5; trial++)
        {
            var (initiator, responder) = await Ends.Exchange(Plan(Some.Settings(exchanges: 3)));
            AssertWhole(initiator, responder, 64, 64);
        }
    }

    [Fact]
    public async Task A_stop_ends_both_ends_at_once()
    {
        using var stop = new CancellationTokenSource();
        var plan = Plan(Some.Settings(durationNs: 60_000 * Some.Ms));
        var (responder, initiator) = (Ends.Respond(plan, stop: stop.Token), Ends.Initiate(plan, stop: stop.Token));
        while (!Ends.Listener.HasServed) await Task.Yield();

        var asked = Stopwatch.GetTimestamp();
        await stop.CancelAsync();

        Assert.Equal(FailureKind.Stopped, (await TwoEnds.Failure(initiator)).Kind);
        Assert.Equal(FailureKind.Stopped, (await TwoEnds.Failure(responder)).Kind);
        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalMilliseconds, 0, 300);
    }

    [Fact]
    public async Task A_stop_reaches_ends_that_wait_for_each_other()
    {
        using var stop = new CancellationTokenSource();
        var plan = Plan(Some.Settings());
        var lonely = Ends.Respond(plan, Some.Token(1), stop: stop.Token);
        var stranger = Ends.Initiate(plan, token: Some.Token(2));
        await TwoEnds.Failure(stranger);

        await stop.CancelAsync();

        Assert.Equal(FailureKind.Stopped, (await TwoEnds.Failure(lonely)).Kind);
    }

    [Fact]
    public async Task Another_token_is_turned_away_and_the_right_one_still_served()
    {
        var plan = Plan(Some.Settings());
        var responder = Ends.Respond(plan);

        Assert.Equal(FailureKind.PeerClosed, (await TwoEnds.Failure(Ends.Initiate(plan, token: Some.Token(9)))).Kind);
        var initiator = await Ends.Initiate(plan).WaitAsync(TwoEnds.Bound);

        AssertWhole(initiator, await responder.WaitAsync(TwoEnds.Bound), 64, 64);
    }

    [Fact]
    public async Task Ends_with_different_sizes_both_say_so()
    {
        var responder = Ends.Respond(Plan(Some.Settings(), 64, 64));
        var initiator = Ends.Initiate(Plan(Some.Settings(), 64, 65));

        Assert.Equal(FailureKind.Mismatch, (await TwoEnds.Failure(initiator)).Kind);
        Assert.Equal(FailureKind.Mismatch, (await TwoEnds.Failure(responder)).Kind);
    }

    [Fact]
    public async Task A_responder_that_nobody_calls_ends_at_its_deadline()
    {
        var plan = Plan(Some.Settings(exchanges: 1, timeoutNs: 200 * Some.Ms));

        Assert.Equal(FailureKind.Timeout, (await TwoEnds.Failure(Ends.Respond(plan))).Kind);
    }

    [Fact]
    public async Task A_trial_that_is_not_over_at_its_deadline_ends_there()
    {
        var plan = Plan(Some.Settings(exchanges: long.MaxValue, timeoutNs: 200 * Some.Ms));
        // More patient than the initiator, so that it is not the one to end the trial.
        var responder = Ends.Respond(plan with { Settings = plan.Settings with { TimeoutNs = 20_000 * Some.Ms } });
        var initiator = Ends.Initiate(plan);

        Assert.Equal(FailureKind.Timeout, (await TwoEnds.Failure(initiator)).Kind);
        // The responder ends too, with a report if the initiator left between two exchanges: only both reports make a result.
        await Task.WhenAny(responder).WaitAsync(TwoEnds.Bound);
    }

    [Fact]
    public async Task The_initiator_comes_from_the_address_it_was_given()
    {
        var plan = Plan(Some.Settings());
        var (responder, initiator) = (Ends.Respond(plan), Ends.Initiate(plan, local: IPAddress.Parse("127.0.0.2")));

        Assert.StartsWith("127.0.0.2:", (await initiator.WaitAsync(TwoEnds.Bound)).Socket.Local, StringComparison.Ordinal);
        Assert.StartsWith("127.0.0.2:", (await responder.WaitAsync(TwoEnds.Bound)).Socket.Peer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_for_buffers_are_read_back_as_the_kernel_doubled_them()
    {
        var sockets = new SocketOptions(NoDelay: true, SendBufferBytes: 20_000, ReceiveBufferBytes: 30_000);
        var (initiator, _) = await Ends.Exchange(Plan(Some.Settings(sockets: sockets)));

        Assert.Equal((40_000, 60_000), (initiator.Socket.SendBufferBytes, initiator.Socket.ReceiveBufferBytes));
        Assert.Equal(protocol == Protocol.Tcp, initiator.Socket.NoDelay);
    }

    [Fact]
    public async Task Netperf_timing_reports_the_length_asked_for()
    {
        var (initiator, responder) = await Ends.Exchange(Plan(Some.Settings(durationNs: 50 * Some.Ms, timing: Timing.Netperf)));

        Assert.Equal(50 * Some.Ms, initiator.Counters.ElapsedNs);
        Assert.Equal(initiator.Counters.Exchanges, Decode(initiator.Latency).TotalCount);
        Assert.InRange(responder.Exchanges - initiator.WarmupExchanges - initiator.Counters.Exchanges, 0, 1);
    }

    private protected ExchangePlan Plan(TrialSettings settings, int requestBytes = 64, int? responseBytes = null) =>
        Some.Plan(protocol, requestBytes, responseBytes, settings);

    /// <summary>Both ends agree with each other, and the initiator with itself.</summary>
    private protected static void AssertWhole(InitiatorReport initiator, ResponderReport responder, long requestBytes, long responseBytes)
    {
        var counters = initiator.Counters;
        Assert.Equal((counters.Exchanges * requestBytes, counters.Exchanges * responseBytes), (counters.BytesOut, counters.BytesIn));
        Assert.Equal(initiator.WarmupExchanges + counters.Exchanges, responder.Exchanges);
        Assert.Equal((responder.Exchanges * requestBytes, responder.Exchanges * responseBytes), (responder.BytesIn, responder.BytesOut));
        Assert.Equal((0, 0, 0, 0), (counters.Lost, counters.Late, counters.Duplicate, counters.StalledNs));
        Assert.Equal(counters.Exchanges, Decode(initiator.Latency).TotalCount);
        var latency = initiator.Latency;
        Assert.True(latency.P50Ns > 0 && latency.P50Ns <= latency.P90Ns && latency.P90Ns <= latency.P99Ns && latency.P99Ns <= latency.MaxNs);
        Assert.Equal(initiator.Socket.Local, responder.Socket.Peer);
        Assert.Equal(initiator.Socket.Peer, responder.Socket.Local);
    }

    private static bool IsConnected(IPEndPoint listener) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Any(one => one.State == TcpState.Established && one.RemoteEndPoint.Equals(listener));

    private protected static HistogramBase Decode(LatencySummary latency) =>
        HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(latency.Histogram), 0);
}
