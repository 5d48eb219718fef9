using System.Diagnostics;
using ActorBench.Measurement.Exchanges.Udp;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Tests.Exchanges;

/// <summary>UDP over a wire that loses, doubles, delays and cuts datagrams; every count is exact.</summary>
public sealed class UdpLossSpecs : IDisposable
{
    private readonly TwoEnds _ends = new();

    public void Dispose() => _ends.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(512)]
    public async Task A_lost_request_is_counted_and_tried_again(int bytes)
    {
        var (initiator, responder) = await Over(n => n is 5 or 9 ? Fate.Dropped : Fate.Passed, Never, bytes, exchanges: 20);

        var counters = initiator.Counters;
        Assert.Equal((20, 2, 0, 0), (counters.Exchanges, counters.Lost, counters.Late, counters.Duplicate));
        Assert.Equal(21, responder.Exchanges);
        Assert.InRange(counters.StalledNs, 2 * AdaptiveTimeout.FloorNs * 9 / 10, long.MaxValue);
        Assert.True(counters.ElapsedNs < counters.StalledNs, "the wait for a lost exchange is not in the elapsed time");
    }

    [Fact]
    public async Task Losing_datagrams_allocates_nothing_at_either_end()
    {
        var allocated = await _ends.AllocatedBy(
            () => Over(n => n is > 2 and < 5 ? Fate.Dropped : Fate.Passed, n => n % 5 == 0 ? Fate.Doubled : Fate.Passed, exchanges: 20));

        Assert.Equal((0, 0), allocated);
    }

    [Fact]
    public async Task A_lost_response_is_counted_and_tried_again()
    {
        var (initiator, responder) = await Over(Never, n => n == 7 ? Fate.Dropped : Fate.Passed, exchanges: 20);

        Assert.Equal((20, 1), (initiator.Counters.Exchanges, initiator.Counters.Lost));
        Assert.Equal(22, responder.Exchanges);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task A_response_that_comes_after_its_exchange_was_given_up_is_late(int bytes)
    {
        var (initiator, _) = await Over(Never, n => n == 7 ? Fate.Overtaken : Fate.Passed, bytes, exchanges: 20);

        var counters = initiator.Counters;
        Assert.Equal((20, 1, 1, 0), (counters.Exchanges, counters.Lost, counters.Late, counters.Duplicate));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task A_second_copy_of_a_response_is_a_duplicate(int bytes)
    {
        var (initiator, responder) = await Over(Never, n => n is 7 or 8 ? Fate.Doubled : Fate.Passed, bytes, exchanges: 20);

        var counters = initiator.Counters;
        Assert.Equal((20, 0, 0, 2), (counters.Exchanges, counters.Lost, counters.Late, counters.Duplicate));
        Assert.Equal(21, responder.Exchanges);
    }

    [Fact]
    public async Task A_doubled_request_is_answered_twice_and_counted_once()
    {
        var (initiator, responder) = await Over(n => n == 7 ? Fate.Doubled : Fate.Passed, Never, exchanges: 20);

        Assert.Equal((20, 1), (initiator.Counters.Exchanges, initiator.Counters.Duplicate));
        Assert.Equal(22, responder.Exchanges);
    }

    [Fact]
    public async Task A_shortened_response_is_no_success()
    {
        var (initiator, _) = await Over(Never, n => n == 7 ? Fate.Shortened : Fate.Passed, exchanges: 20);

        Assert.Equal((20, 1), (initiator.Counters.Exchanges, initiator.Counters.Lost));
    }

    [Fact]
    public async Task A_shortened_request_is_not_answered()
    {
        var (initiator, responder) = await Over(n => n == 7 ? Fate.Shortened : Fate.Passed, Never, exchanges: 20);

        Assert.Equal((20, 1), (initiator.Counters.Exchanges, initiator.Counters.Lost));
        Assert.Equal(21, responder.Exchanges);
    }

    [Theory]
    [InlineData(2007)]
    [InlineData(64)]
    public async Task Whatever_the_wire_does_the_exchanges_asked_for_complete(int seed)
    {
        var random = new Random(seed);
        var fates = Enumerable.Range(0, 10_000).Select(_ => random.Next(100) switch
        {
            < 2 => Fate.Dropped,
            < 10 => Fate.Doubled,
            < 12 => Fate.Shortened,
            _ => Fate.Passed,
        }).ToArray();

        var (initiator, responder) = await Over(n => fates[n], n => fates[n + 5_000], exchanges: 300);

        var counters = initiator.Counters;
        Assert.Equal((300, 300 * 64), (counters.Exchanges, counters.BytesIn));
        Assert.True(counters.Lost > 0 && counters.Duplicate > 0, $"seed {seed} lost and doubled nothing");
        Assert.True(responder.Exchanges >= 300);
    }

    [Fact]
    public async Task The_warm_up_keeps_its_losses_to_itself()
    {
        var (initiator, _) = await Over(n => n == 1 ? Fate.Dropped : Fate.Passed, Never, exchanges: 5);

        Assert.Equal((5, 0), (initiator.Counters.Exchanges, initiator.Counters.Lost));
    }

    [Fact]
    public async Task A_loss_costs_netperf_the_time_and_strict_only_a_count()
    {
        var length = 300 * Some.Ms;
        Fate OneLost(int n) => n == 5 ? Fate.Dropped : Fate.Passed;

        var (netperf, _) = await Over(OneLost, Never, settings: Some.Settings(durationNs: length, timing: Timing.Netperf));
        var (strict, _) = await Over(OneLost, Never, settings: Some.Settings(durationNs: length));

        Assert.Equal(length, netperf.Counters.ElapsedNs);
        Assert.InRange(strict.Counters.ElapsedNs + strict.Counters.StalledNs, length, length + (100 * Some.Ms));
        Assert.True(strict.Counters.ElapsedNs < length);
    }

    [Fact]
    public async Task A_wire_that_loses_everything_ends_in_no_response_within_the_patience()
    {
        var began = Stopwatch.GetTimestamp();
        var plan = Some.Plan(Protocol.Udp, settings: Some.Settings(exchanges: 5, timeoutNs: 2_500 * Some.Ms));
        using var wire = new LossyWire(_ends.Listener.Endpoint, _ => Fate.Dropped, Never);
        var (responder, initiator) = (_ends.Respond(plan), _ends.Initiate(plan, wire.Endpoint));

        Assert.Equal(FailureKind.NoResponse, (await TwoEnds.Failure(initiator)).Kind);
        Assert.Contains((await TwoEnds.Failure(responder)).Kind, new[] { FailureKind.NoResponse, FailureKind.Timeout });
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task A_responder_that_is_gone_is_noticed()
    {
        using var stop = new CancellationTokenSource();
        var plan = Some.Plan(Protocol.Udp, settings: Some.Settings(durationNs: 60_000 * Some.Ms));
        var (responder, initiator) = (_ends.Respond(plan, stop: stop.Token), _ends.Initiate(plan));
        while (!_ends.Listener.HasServed) await Task.Yield();
        await stop.CancelAsync();

        Assert.Equal(FailureKind.Stopped, (await TwoEnds.Failure(responder)).Kind);
        Assert.Equal(FailureKind.PeerClosed, (await TwoEnds.Failure(initiator)).Kind);
    }

    private static Fate Never(int n) => Fate.Passed;

    // The first request and response of a wire are the warm-up's.
    private async Task<(InitiatorReport Initiator, ResponderReport Responder)> Over(
        Func<int, Fate> request, Func<int, Fate> response, int bytes = 64, int exchanges = 20, TrialSettings? settings = null)
    {
        using var wire = new LossyWire(_ends.Listener.Endpoint, request, response);
        return await _ends.Exchange(Some.Plan(Protocol.Udp, bytes, settings: settings ?? Some.Settings(exchanges)), wire.Endpoint);
    }
}
