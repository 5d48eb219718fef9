using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>What <c>plan</c> says of a campaign's length: windows, warm-ups and what a trial costs beside them.</summary>
internal static class PlanEstimate
{
    /// <summary>A lab, its agents and the coordinator come up.</summary>
    private const double StartSeconds = 5;

    /// <summary>Prepare, go, collect, persist: the bound that a benchmark watches.</summary>
    private const double TrialSeconds = 0.005;

    /// <summary>An exchange of one byte between two namespaces.</summary>
    private const double ExchangeSeconds = 50e-6;

    /// <summary>A guess on the careful side for a wire that nothing shapes.</summary>
    private const double UnshapedBitsPerSecond = 2e9;

    public static TimeSpan Of(CampaignSpec spec, Block block, int rounds)
    {
        return Capped(StartSeconds + (rounds * Seconds(spec, block)));
    }

    public static TimeSpan OfBlock(CampaignSpec spec, Block block) => Capped(Seconds(spec, block));

    /// <summary>Bytes of the data network that the exchanges of a trial carry one way, at most: a wire that nothing limits says nothing.</summary>
    public static double? OnewayBytes(CampaignSpec spec, Cell cell) => Rate(spec) is { } rate
        ? Exchanging(spec, cell) / Exchange(cell, rate) * Math.Max(cell.RequestBytes, cell.ResponseBytes)
        : null;

    private static double Seconds(CampaignSpec spec, Block block) => block.Trials.Sum(trial => Measuring(spec, trial.Cell) + TrialSeconds);

    private static TimeSpan Capped(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2));

    private static double Measuring(CampaignSpec spec, Cell cell) => (spec.Trial.DrainNs / 1e9) + Exchanging(spec, cell);

    /// <summary>Seconds of warm-up and window.</summary>
    private static double Exchanging(CampaignSpec spec, Cell cell)
    {
        var exchange = Exchange(cell, Rate(spec) ?? UnshapedBitsPerSecond);
        var window = spec.Trial.Exchanges is { } exchanges
            ? exchanges * exchange
            : Math.Max(Whole(spec.Trial.DurationNs ?? 0, exchange), spec.Trial.MinExchanges * exchange);
        // A warm-up begins with one exchange that is always made.
        return exchange + Whole(spec.Trial.WarmupNs, exchange) + window;
    }

    private static double Exchange(Cell cell, double rate) => ExchangeSeconds + (8.0 * ((long)cell.RequestBytes + cell.ResponseBytes) / rate);

    /// <summary>The loopback has no wire to shape.</summary>
    private static double? Rate(CampaignSpec spec) => spec.Lab.Kind == LabKind.Loopback ? null : spec.Lab.RateBitsPerSecond;

    /// <summary>A time in seconds, and the rest of the exchange that is in flight when it is over: most of a trial where an exchange takes seconds.</summary>
    private static double Whole(long ns, double exchange) => Math.Ceiling(ns / 1e9 / exchange) * exchange;
}
