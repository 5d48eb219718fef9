using System.Diagnostics;
using ActorBench.Measurement.Netperf;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Tests.Netperf;

/// <summary>Trials with the netperf of this machine, both ends on loopback.</summary>
public sealed class NetperfTrialSpecs : IDisposable
{
    private readonly TwoEnds _ends = new();

    public NetperfTrialSpecs() => Assert.SkipUnless(NetperfTools.WhyNot() is null, NetperfTools.WhyNot() ?? "");

    public void Dispose() => _ends.Dispose();

    [Theory]
    [InlineData(Protocol.Tcp, 512, 1024)]
    [InlineData(Protocol.Udp, 64, 64)]
    public async Task A_number_of_exchanges_is_made_and_both_ends_say_so(Protocol protocol, int request, int response)
    {
        var (initiator, responder) = await _ends.Exchange(Plan(protocol, Some.Settings(exchanges: 200), request, response));

        var counters = initiator.Counters;
        Assert.Equal((200, 200 * request, 200 * response), (counters.Exchanges, counters.BytesOut, counters.BytesIn));
        Assert.Equal((200, 200 * request, 200 * response), (responder.Exchanges, responder.BytesIn, responder.BytesOut));
        Assert.InRange(counters.ElapsedNs, 200 * 1_000, 5_000 * Some.Ms);
        Assert.Equal(0, initiator.WarmupExchanges);
        Assert.InRange(initiator.Latency.MaxNs!.Value, initiator.Latency.P50Ns!.Value, long.MaxValue);
        Assert.Empty(initiator.Latency.Histogram);
        Assert.Equal(protocol == Protocol.Tcp, initiator.Tcp is not null && responder.Tcp is not null);
        Assert.Equal(("127.0.0.1", "127.0.0.1"), (initiator.Socket.Local, responder.Socket.Peer));
    }

    [Fact]
    public async Task A_second_takes_a_second()
    {
        var (initiator, responder) = await _ends.Exchange(Plan(Protocol.Tcp, Some.Settings(durationNs: 1_000 * Some.Ms)));

        Assert.InRange(initiator.Counters.ElapsedNs, 990 * Some.Ms, 1_500 * Some.Ms);
        Assert.InRange(responder.Exchanges - initiator.Counters.Exchanges, 0, 1);
        Assert.True(initiator.CpuTicks.BusyPercent > 0 && responder.CpuTicks.BusyPercent > 0);
    }

    [Fact]
    public async Task Socket_options_are_netperfs_too()
    {
        var sockets = new SocketOptions(NoDelay: true, SendBufferBytes: 65_536);
        var (initiator, responder) = await _ends.Exchange(Plan(Protocol.Tcp, Some.Settings(exchanges: 5, sockets: sockets)));

        // Linux doubles what it is asked for.
        Assert.Equal((true, 131_072), (initiator.Socket.NoDelay, initiator.Socket.SendBufferBytes));
        Assert.Equal((true, 131_072), (responder.Socket.NoDelay, responder.Socket.SendBufferBytes));
    }

    [Fact]
    public async Task Both_programs_run_where_the_measuring_threads_are_pinned_and_are_gone_when_the_trial_is_over()
    {
        using var pinned = new PinnedEnds(cpu: 0);
        var trial = pinned.Exchange(Plan(Protocol.Tcp, Some.Settings(durationNs: 1_000 * Some.Ms)));

        foreach (var program in (string[])["netperf", "netserver"])
            Assert.Equal("0", await Children.Await(program, pid => Children.Status(pid, "Cpus_allowed_list")));
        await trial;

        Assert.Empty(Children.Of("netperf").Concat(Children.Of("netserver")));
    }

    [Fact]
    public async Task A_trial_that_is_stopped_ends_at_once_and_leaves_no_program()
    {
        using var stop = new CancellationTokenSource();
        var plan = Plan(Protocol.Tcp, Some.Settings(durationNs: 60_000 * Some.Ms));
        var (responder, initiator) = (_ends.Respond(plan, stop: stop.Token), _ends.Initiate(plan, stop: stop.Token));
        await Children.Await("netperf", pid => pid.ToString(provider: null));
        await stop.CancelAsync();

        Assert.Equal(FailureKind.Stopped, (await TwoEnds.Failure(initiator)).Kind);
        Assert.Equal(FailureKind.Stopped, (await TwoEnds.Failure(responder)).Kind);
        Assert.Empty(Children.Of("netperf").Concat(Children.Of("netserver")));
    }

    [Fact]
    public async Task A_deadline_ends_a_count_that_datagrams_will_never_complete()
    {
        var plan = Plan(Protocol.Udp, Some.Settings(exchanges: 1_000_000_000, timeoutNs: 500 * Some.Ms));
        var (responder, initiator) = (_ends.Respond(plan), _ends.Initiate(plan));

        Assert.Equal(FailureKind.Timeout, (await TwoEnds.Failure(initiator)).Kind);
        Assert.Equal(FailureKind.Timeout, (await TwoEnds.Failure(responder)).Kind);
    }

    [Fact]
    public async Task When_netserver_dies_both_ends_give_netperfs_reason()
    {
        var plan = Plan(Protocol.Tcp, Some.Settings(durationNs: 60_000 * Some.Ms));
        var (responder, initiator) = (_ends.Respond(plan), _ends.Initiate(plan));
        await Children.Await("netperf", pid => pid.ToString(provider: null));
        foreach (var pid in Children.Of("netserver")) Process.GetProcessById(pid).Kill();

        var reason = await TwoEnds.Failure(initiator);
        Assert.StartsWith("netperf ended with code", reason.Reason, StringComparison.Ordinal);
        Assert.Equal(reason, await TwoEnds.Failure(responder));
    }

    [Fact]
    public async Task The_kernel_ends_a_program_whose_thread_has_gone()
    {
        var thread = new MeasuringThread("leaving", cpu: null);
        var limits = new TrialLimits(Plan(Protocol.Tcp, Some.Settings()), CancellationToken.None);
        var server = await thread.Run(() => NetperfServer.Start(System.Net.IPAddress.Loopback, "x", limits));
        Assert.NotEmpty(Children.Of("netserver"));

        thread.Dispose();

        await Children.AwaitNone("netserver");
        server.Dispose();
    }

    [Fact]
    public async Task An_initiator_of_the_other_engine_is_turned_away()
    {
        var responder = _ends.Respond(Plan(Protocol.Tcp, Some.Settings()));
        var initiator = _ends.Initiate(Some.Plan(Protocol.Tcp));

        Assert.Equal(FailureKind.Mismatch, (await TwoEnds.Failure(initiator)).Kind);
        Assert.Equal(FailureKind.Mismatch, (await TwoEnds.Failure(responder)).Kind);
    }

    private static ExchangePlan Plan(Protocol protocol, TrialSettings settings, int requestBytes = 64, int? responseBytes = null) =>
        Some.Plan(protocol, requestBytes, responseBytes, settings, Engine.Netperf);

    /// <summary>Two ends on one processor.</summary>
    private sealed class PinnedEnds(int cpu) : IDisposable
    {
        private readonly ExchangeListener _listener = ExchangeListener.Open(System.Net.IPAddress.Loopback, SocketOptions.Untouched);
        private readonly MeasuringThread _initiator = new("initiator", cpu);
        private readonly MeasuringThread _responder = new("responder", cpu);

        public async Task Exchange(ExchangePlan plan)
        {
            var responder = _responder.Run(() => ResponderTrial.Run(plan, _listener, Some.Token(), CancellationToken.None));
            var initiator = _initiator.Run(() => InitiatorTrial.Run(plan, _listener.Endpoint, Some.Token(), null, CancellationToken.None));
            await Task.WhenAll(responder, initiator).WaitAsync(TwoEnds.Bound);
            Assert.Equal((cpu, cpu), ((await initiator).Cpu, (await responder).Cpu));
        }

        public void Dispose()
        {
            _listener.Dispose();
            _initiator.Dispose();
            _responder.Dispose();
        }
    }
}
