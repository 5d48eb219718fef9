using ActorBench.Messages.Plans;

namespace ActorBench.Measurement.Tests;

/// <summary>Windows that begin at an instant instead of after the warm-up.</summary>
public sealed class StartInstantSpecs : IDisposable
{
    private readonly TwoEnds _ends = new();

    [Theory]
    [InlineData(Protocol.Tcp, 1)]
    [InlineData(Protocol.Tcp, 65_536)]
    [InlineData(Protocol.Udp, 512)]
    public async Task The_window_begins_at_the_instant_and_company_goes_on_after_it(Protocol protocol, int bytes)
    {
        var settings = Some.Settings(durationNs: 100 * Some.Ms, warmupNs: 10 * Some.Ms);
        var plan = new ExchangePlan(protocol, bytes, bytes, settings);
        var (late, company) = (long.MaxValue, false);
        // On a busy machine any thread may be held up; one of a few trials is not.
        for (var i = 0; i < 10 && (late > 5 * Some.Ms || !company); i++)
        {
            var start = new StartInstant(TrialLimits.NowNs + (200 * Some.Ms));
            var (initiator, responder) = await _ends.Exchange(plan, start: start);
            late = initiator.Window!.StartedNs - start.AtNs;

            Assert.True(late >= 0, $"The window began {-late} ns before its instant.");
            Assert.InRange(initiator.Window.StoppedNs - initiator.Window.StartedNs, initiator.Counters.ElapsedNs, long.MaxValue);
            Assert.True(initiator.WarmupExchanges > 1);
            company |= initiator.CooldownExchanges > 0;
            Assert.True(responder.Exchanges >= initiator.WarmupExchanges + initiator.Counters.Exchanges + initiator.CooldownExchanges);
            Assert.Equal(protocol == Protocol.Tcp ? responder.Exchanges : 0, protocol == Protocol.Tcp ? initiator.WarmupExchanges + initiator.Counters.Exchanges + initiator.CooldownExchanges : 0);
            Assert.Equal(initiator.Counters.Exchanges, Recorded(initiator.Latency.Histogram));
        }

        Assert.InRange(late, 0, 5 * Some.Ms);
        Assert.True(company);
    }

    [Fact]
    public async Task Nothing_is_allocated_inside_a_window_that_begins_at_an_instant()
    {
        var plan = new ExchangePlan(Protocol.Tcp, 64, 64, Some.Settings(durationNs: 20 * Some.Ms, warmupNs: Some.Ms));
        var allocated = await _ends.AllocatedBy(() => _ends.Exchange(plan, start: new StartInstant(TrialLimits.NowNs + (60 * Some.Ms))));

        Assert.Equal(0, allocated.Initiator);
    }

    [Fact]
    public async Task An_instant_can_be_put_off_until_it_comes()
    {
        var plan = new ExchangePlan(Protocol.Tcp, 64, 64, Some.Settings(exchanges: 10));
        var start = new StartInstant(TrialLimits.NowNs + (3_000 * Some.Ms));
        var responder = _ends.Respond(plan, start: start);
        var initiator = _ends.Initiate(plan, start: start);
        var sooner = TrialLimits.NowNs + (300 * Some.Ms);
        start.PutOff(sooner);
        await responder.WaitAsync(TwoEnds.Bound);

        // The warm-up looks at it half way to the old one; what counts is that no window begins before the new one.
        Assert.True((await initiator).Window!.StartedNs >= sooner);
        Assert.Equal(0, (await initiator).CooldownExchanges);
    }

    [Fact]
    public async Task A_trial_without_an_instant_has_no_cool_down_and_says_when_its_window_was()
    {
        var before = TrialLimits.NowNs;
        var (initiator, _) = await _ends.Exchange(new ExchangePlan(Protocol.Tcp, 64, 64, Some.Settings(exchanges: 100)));

        Assert.Equal(0, initiator.CooldownExchanges);
        Assert.InRange(initiator.Window!.StartedNs, before, initiator.Window.StoppedNs);
        Assert.Equal(initiator.Counters.ElapsedNs, initiator.Window.StoppedNs - initiator.Window.StartedNs);
    }

    public void Dispose() => _ends.Dispose();

    private static long Recorded(byte[] histogram) =>
        HdrHistogram.HistogramEncoding.DecodeFromCompressedByteBuffer(HdrHistogram.Utilities.ByteBuffer.Allocate(histogram), 0).TotalCount;
}
