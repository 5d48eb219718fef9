using ActorBench.Measurement.Latency;
using ActorBench.Measurement.Machine;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Exchanges;

/// <summary>An initiator's exchanges: warm-up, the window that counts, and, where other pairs began at the same instant, a cool-down.</summary>
internal sealed class Windows(ExchangePlan plan, InitiatorLoop loop, LatencyRecorder latency, TrialLimits limits, StartInstant? start)
{
    // What lies between the end of the warm-up and the instant, besides the wait for it.
    private const long SettlingNs = 1_000_000;

    private readonly WindowLength _length = WindowLength.Measured(plan.Settings);

    public RanWindows Run()
    {
        // Before the warm-up, so that nothing is allocated between it and the window.
        if (start is not null)
        {
            latency.Keep();
            latency.Reset();
        }

        var warmupExchanges = WarmUp();
        loop.ForgetLosses();
        latency.Reset();
        start?.Await(limits);
        loop.BeginWindow(_length);
        var startedAt = DateTimeOffset.UtcNow;
        var (cpuBefore, othersBefore) = (ProcStat.Read(), OtherThreads.Read());

        var allocatedBefore = WindowAudit.SoFar;
        var window = loop.Run(_length);
        var allocated = WindowAudit.SoFar - allocatedBefore;

        var (cpu, agentPercent) = (ProcStat.Read().Since(cpuBefore), OtherThreads.Read().PercentSince(othersBefore));
        var counters = WindowCounting.Count(plan, window, loop.Losses, latency);
        var cooldownExchanges = start is null ? 0 : CoolDown(start.AtNs);
        return new RanWindows(
            counters, new WindowTimes(window.FirstAt, window.LastAt), warmupExchanges, cooldownExchanges, cpu, agentPercent, startedAt, allocated);
    }

    private long WarmUp()
    {
        var began = TrialLimits.NowNs;
        try
        {
            loop.Run(WindowLength.One);
        }
        catch (TrialFailedException late) when (late.Failure.Kind == FailureKind.Timeout)
        {
            throw new TrialFailedException(FailureKind.NoResponse, "The responder was reached, but not one exchange completed before the deadline.");
        }

        if (start is not null) return 1 + WarmUpUntil(start, TrialLimits.NowNs - began);
        return plan.Settings.WarmupNs > 0 ? 1 + loop.Run(WindowLength.Warmup(plan.Settings)).Exchanges : 1;
    }

    /// <summary>Exchanges until one more might not be over at the instant. It is looked at again half way each time: it may be put off, and exchanges may turn out longer.</summary>
    private long WarmUpUntil(StartInstant instant, long firstNs)
    {
        var (exchanges, longestNs) = (0L, firstNs);
        while (Left() is > 0 and var left)
        {
            var ran = loop.Run(new WindowLength(left > 2 * SettlingNs ? left / 2 : left, 1, long.MaxValue));
            // The first one of all, on a cold connection, says nothing any more.
            longestNs = Math.Max(ran.LastNs, exchanges == 0 ? 0 : longestNs);
            exchanges += ran.Exchanges;
        }

        return exchanges;

        long Left() => instant.AtNs - TrialLimits.NowNs - SettlingNs - (5 * Math.Max(latency.HighestSoFar(), longestNs) / 4);
    }

    /// <summary>Company for windows that began later than this one, until the last valid one is over. None of it counts.</summary>
    private long CoolDown(long beganNs)
    {
        var left = beganNs + _length.DurationNs + plan.Settings.CooldownNs - TrialLimits.NowNs;
        if (plan.Settings.CooldownNs == 0 || left <= 0) return 0;
        latency.Keep();
        var exchanges = loop.Run(new WindowLength(left, 1, long.MaxValue)).Exchanges;
        latency.Restore();
        return exchanges;
    }
}

internal readonly record struct RanWindows(
    ExchangeCounters Counters,
    WindowTimes Window,
    long WarmupExchanges,
    long CooldownExchanges,
    CpuTicks Cpu,
    double? AgentPercent,
    DateTimeOffset StartedAt,
    long AllocatedBytes);
