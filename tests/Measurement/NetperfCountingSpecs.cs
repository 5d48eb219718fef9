using ActorBench.Measurement.Exchanges;
using ActorBench.Measurement.Latency;
using ActorBench.Messages.Plans;
using static ActorBench.Measurement.NetperfCounting;

namespace ActorBench.Measurement.Tests;

/// <summary>Vectors from netperf's sources and from runs of netperf 2.7.</summary>
public sealed class NetperfCountingSpecs
{
    private const long TenSeconds = 10_000_000_000;

    // A 100 Mbit/s Ethernet carries 94.15 Mbit/s of TCP payload; an exchange goes there and back.
    private const double WireBitsPerSecond = 94.15e6;

    [Theory]
    [InlineData(1, 56, 46.98)]
    [InlineData(5, 11, 46.14)]
    [InlineData(10, 5, 41.94)]
    [InlineData(20, 2, 33.55)]
    [InlineData(30, 1, 25.17)]
    [InlineData(40, 1, 33.55)]
    [InlineData(50, 1, 41.94)]
    public void Ten_seconds_of_a_100_Mbit_wire_hold_this_many_whole_transactions(int mebibytes, long transactions, double megabits)
    {
        var bytes = mebibytes << 20;
        var count = InTimedWindow(Same(2.0 * bytes * 8 / WireBitsPerSecond), TenSeconds);

        Assert.Equal(new NetperfCount(transactions, TenSeconds), count);
        Assert.Equal(megabits, OneWayMegabits(TransactionsPerSecond(count.Transactions, count.ElapsedSeconds), bytes), tolerance: 0.005);
    }

    [Fact]
    public void A_platform_12_per_cent_slower_at_50_MiB_reports_nothing_at_all()
    {
        Assert.Equal(0, InTimedWindow(Same(10.0001), TenSeconds).Transactions);
    }

    [Theory]
    [InlineData(3, 99, 100, 3)]
    [InlineData(3, 100, 100, 3)]
    [InlineData(3, 101, 100, 2)]
    [InlineData(1, 101, 100, 0)]
    [InlineData(0, 0, 100, 0)]
    public void The_transaction_in_flight_is_dropped_and_its_time_kept(long completed, long lastEnd, long window, long counted)
    {
        Assert.Equal(new NetperfCount(counted, window), InTimedWindow(completed, lastEnd, window));
    }

    [Fact]
    public void The_50_MiB_trial_of_2007_by_both_timings()
    {
        // Two exchanges of 8.91 s each: strict counts both and their time, netperf one in ten seconds.
        const long Exchange = 8_910_250_000;
        var window = new WindowCount(2, FirstAt: 0, LastAt: 2 * Exchange, LastNs: Exchange, BusyNs: 2 * Exchange);

        var strict = Count(window, Timing.Strict);
        var netperf = Count(window, Timing.Netperf);

        Assert.Equal((2, 2 * Exchange), (strict.Exchanges, strict.ElapsedNs));
        Assert.Equal((1, TenSeconds), (netperf.Exchanges, netperf.ElapsedNs));
        Assert.Equal(47.08, strict.BytesOut * 8 / (strict.ElapsedNs / 1e9) / 1e6, tolerance: 0.01);
        Assert.Equal(41.94, netperf.BytesOut * 8 / (netperf.ElapsedNs / 1e9) / 1e6, tolerance: 0.01);
    }

    [Fact]
    public void Rates_follow_the_formulas_of_its_output()
    {
        // Run: -r 100,200 gave 33106.464 transactions/s and 79.46 with -f m; 64 KiB gave 18857.934/s and 9886.989 each way.
        Assert.Equal(33106.464 * 300 * 8 / 1e6, BothWaysMegabits(33106.464, 100, 200), tolerance: 1e-9);
        Assert.Equal(79.46, BothWaysMegabits(33106.464, 100, 200), tolerance: 0.005);
        Assert.Equal(9886.989, OneWayMegabits(18857.934, 65_536), tolerance: 0.0005);
        Assert.Equal(1e6 / 33106.464, RoundTripMicroseconds(33106.464), tolerance: 1e-9);
        Assert.Equal(12_345 / 9.87, TransactionsPerSecond(12_345, 9.87), tolerance: 1e-9);
    }

    [Fact]
    public void Service_demand_follows_its_formula()
    {
        // The manual's example, a run on two processors, and the two of G-11.
        Assert.Equal(53.71, ServiceDemandPerTransaction(99.25, 2, 36956.346), tolerance: 0.005);
        Assert.Equal(25.0, ServiceDemandPerTransaction(12.5, 4, 20_000), tolerance: 1e-9);
        Assert.Equal(10.2143, ServiceDemandPerKilobyte(3.67, 8, 235.47e6 / 8), tolerance: 0.00005);
    }

    [Fact]
    public void Whatever_is_not_idle_counts_as_used()
    {
        Assert.Equal(99.25, CpuUtilisationPercent(idleTicks: 3, allTicks: 400), tolerance: 1e-9);
        Assert.Equal(50.0, CpuUtilisationPercent(idleTicks: 50, allTicks: 100), tolerance: 1e-9);
    }

    [Fact]
    public void The_first_loss_stalls_to_the_end_of_the_window()
    {
        long?[] series = [.. Enumerable.Repeat<long?>(1_000, 30), null, .. Enumerable.Repeat<long?>(1_000, 1_000)];

        Assert.Equal(new NetperfCount(30, 100_000), InTimedWindow(series, 100_000));
    }

    [Fact]
    public void With_option_e_a_loss_costs_its_seconds_and_counts_nothing()
    {
        const long Second = 1_000_000_000;
        long?[] series = [Second, null, Second, null, Second, Second, Second, Second, Second, Second];

        Assert.Equal(new NetperfCount(6, TenSeconds), InTimedWindow(series, TenSeconds, ReceiveTimeout("2")));
        Assert.Equal(new NetperfCount(8, TenSeconds), InTimedWindow(series, TenSeconds, ReceiveTimeout("1")));
        Assert.Equal(new NetperfCount(1, TenSeconds), InTimedWindow(series, TenSeconds, ReceiveTimeout("10")));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1.9", 1)]
    [InlineData(" 12s", 12)]
    [InlineData("+3", 3)]
    [InlineData("0.5", null)]
    [InlineData("-1", null)]
    [InlineData("x", null)]
    public void Option_e_is_read_as_whole_seconds(string argument, int? seconds)
    {
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, ReceiveTimeout(argument));
    }

    [Fact]
    public void The_confidence_width_is_the_whole_interval()
    {
        // t(99 %, df 2) = 9.925: 2 x 9.925 x 0.57735 / 100.
        var width = ConfidenceWidth([100, 101, 99], 9.925)!.Value;

        Assert.Equal(0.1146, width, tolerance: 0.00005);
        Assert.Equal(2 * 9.925 / Math.Sqrt(3) / 100, width, tolerance: 1e-9);
        Assert.Null(ConfidenceWidth([100], 9.925));
        Assert.Equal(0.0, ConfidenceWidth([1e9, 1e9, 1e9], 9.925));
    }

    private static Messages.Trials.ExchangeCounters Count(WindowCount window, Timing timing)
    {
        var plan = Some.Plan(Protocol.Tcp, 50 << 20, settings: Some.Settings(durationNs: TenSeconds, timing: timing));
        return WindowCounting.Count(plan, window, default, new LatencyRecorder());
    }

    private static IEnumerable<long?> Same(double seconds)
    {
        while (true) yield return (long)(seconds * 1e9);
    }
}
