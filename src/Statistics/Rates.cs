using ActorBench.Messages.Trials;

namespace ActorBench.Statistics;

/// <summary>Rates of one trial, derived from its counters. Rates are in 10^6 bit/s; 8e3 is 8 bit × 10^9 ns/s / 10^6.</summary>
public static class Rates
{
    /// <summary>Request bytes only.</summary>
    public static double OnewayMbitS(this ExchangeCounters counters) => MbitS(counters.BytesOut, counters.ElapsedNs);

    /// <summary>Requests and responses, as netperf reports request-response.</summary>
    public static double BothMbitS(this ExchangeCounters counters) => MbitS(counters.BytesOut + counters.BytesIn, counters.ElapsedNs);

    public static double ExchangesPerSecond(this ExchangeCounters counters) => counters.Exchanges * 1e9 / counters.ElapsedNs;

    public static double MbitS(long bytes, long elapsedNs) => bytes * 8e3 / elapsedNs;

    /// <summary>The mean of rates over equal bytes, that is total bytes over total time; null where it does not exist.</summary>
    /// <exception cref="ArgumentException">A rate is NaN or infinite.</exception>
    public static double? HarmonicMean(ReadOnlySpan<double> rates)
    {
        Sample.RequireFinite(rates);
        var times = 0.0;
        foreach (var rate in rates)
        {
            if (rate <= 0) return null;
            times += 1 / rate;
        }

        return rates.IsEmpty ? null : rates.Length / times;
    }
}
