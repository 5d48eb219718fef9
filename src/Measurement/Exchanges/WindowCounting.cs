using ActorBench.Measurement.Latency;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Exchanges;

/// <summary>From what a loop counted to what the trial's timing says is counted.</summary>
internal static class WindowCounting
{
    /// <param name="latency">Gets the last exchange, which the loop has left out, if it counts.</param>
    public static ExchangeCounters Count(ExchangePlan plan, WindowCount window, LossCount losses, LatencyRecorder latency)
    {
        var (exchanges, elapsedNs) = (window.Exchanges, window.BusyNs);
        if (plan.Settings is { Timing: Timing.Netperf })
        {
            var lastEndNs = window.LastAt - window.FirstAt;
            var counted = plan.Settings.DurationNs is { } lengthNs
                ? NetperfCounting.InTimedWindow(exchanges, lastEndNs, lengthNs)
                : new NetperfCount(exchanges, lastEndNs);
            (exchanges, elapsedNs) = counted;
        }

        if (exchanges == window.Exchanges && window.LastNs >= 0) latency.Record(window.LastNs);
        return new ExchangeCounters(
            exchanges,
            exchanges * plan.RequestBytes,
            exchanges * plan.ResponseBytes,
            elapsedNs,
            losses.Lost,
            losses.Late,
            losses.Duplicate,
            window.StalledNs);
    }
}
