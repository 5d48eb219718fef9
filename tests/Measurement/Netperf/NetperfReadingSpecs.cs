using ActorBench.Measurement.Netperf;
using ActorBench.Messages.Trials;

namespace ActorBench.Measurement.Tests.Netperf;

/// <summary>Outputs of netperf 2.7.0 as Debian builds it, recorded between two network namespaces; those of 1 MiB and more at 100 Mbit/s.</summary>
public sealed class NetperfReadingSpecs
{
    private const int MiB = 1 << 20;

    [Theory]
    [InlineData("tcp-512-1s", 512, 54_328, 1.000_244_022)] // 54,328 / 54,314.746
    [InlineData("tcp-buffers-nodelay", 200, 54_377, 1.000_229_010)]
    [InlineData("udp-64-1s", 64, 58_708, 1.000_223_989)]
    [InlineData("tcp-100-of-1", 1, 100, 0.002_006_00)] // printed as 0.00 s
    [InlineData("udp-64-one-lost-2s", 64, 100, 2.000_486_0)] // 100 x 20,004.860 us
    [InlineData("tcp-1MiB-3s", MiB, 17, 3.078_046_996)] // the 18th was cut off by the end, and its time is in
    [InlineData("tcp-10MiB-3s", 10 * MiB, 2, 3.539_211_818)] // the second ended after the alarm and is counted all the same
    public void Transactions_and_time_come_back_exactly(string recorded, int responseBytes, long exchanges, double seconds)
    {
        var result = Read(recorded, responseBytes);

        Assert.Equal(exchanges, result.Exchanges);
        Assert.Equal(seconds, result.ElapsedNs / 1e9, tolerance: 1e-9);
    }

    [Theory]
    [InlineData("udp-64-all-lost-1s", 64, 1)]
    [InlineData("tcp-20MiB-3s", 20 * MiB, 3)]
    public void No_transaction_at_all_is_a_rate_of_zero_and_no_latency(string recorded, int responseBytes, int seconds)
    {
        var result = Read(recorded, responseBytes);

        Assert.Equal((0, seconds * 1_000_000_000L), (result.Exchanges, result.ElapsedNs));
        Assert.Null(result.Latency);
    }

    [Fact]
    public void Latency_is_in_microseconds_and_what_is_zero_there_does_not_exist()
    {
        Assert.Equal(new NetperfLatency(18, 19, 26, 4096), Read("tcp-512-1s", 512).Latency);

        var zeros = Recorded("tcp-512-1s").Replace("P50_LATENCY=18", "P50_LATENCY=0", StringComparison.Ordinal);
        Assert.Equal(new NetperfLatency(null, 19, 26, 4096), NetperfReading.Read(zeros, 512).Latency);
    }

    [Fact]
    public void A_netperf_without_histograms_has_no_latency()
    {
        var without = string.Join('\n', Recorded("tcp-512-1s").Split('\n')
            .Select(line => line.Contains("_LATENCY=", StringComparison.Ordinal) && !line.StartsWith("RT_", StringComparison.Ordinal) ? line.Split('=')[0] + "=-1" : line));

        Assert.Null(NetperfReading.Read(without, 512).Latency);
    }

    [Fact]
    public void Each_end_has_its_own_counts_and_sockets()
    {
        var result = Read("tcp-buffers-nodelay", 200);

        Assert.Equal(new NetperfEnd(5_437_700, 10_875_400, 0, 131_072, 140_000, NoDelay: true), result.Local);
        Assert.Equal(new NetperfEnd(10_875_400, 5_437_700, 0, 131_072, 140_000, NoDelay: true), result.Remote);
    }

    [Fact]
    public void Udp_has_no_retransmissions_rather_than_none()
    {
        Assert.Null(Read("udp-64-1s", 64).Local.Retransmits);
        Assert.Equal(0, Read("tcp-512-1s", 512).Remote.Retransmits);
    }

    [Fact]
    public void The_far_end_may_have_had_one_request_more()
    {
        var result = Read("tcp-20MiB-3s", 20 * MiB);

        Assert.Equal((0, 0, 20 * MiB), (result.Local.BytesIn, result.Remote.BytesOut, result.Remote.BytesIn));
    }

    [Theory]
    [InlineData("", "LOCAL_BYTES_SENT is missing")]
    [InlineData("no-such-selector", "LOCAL_BYTES_SENT is missing")]
    [InlineData("no-netserver", "LOCAL_BYTES_SENT is missing")]
    public void Output_without_a_figure_is_no_result(string recorded, string what) =>
        Refused(recorded.Length == 0 ? "" : Recorded(recorded), what);

    [Theory]
    [InlineData("TRANSACTION_RATE=54314.746", "TRANSACTION_RATE=nan", "took no time that can be")]
    [InlineData("TRANSACTION_RATE=54314.746", "TRANSACTION_RATE=inf", "took no time that can be")]
    [InlineData("TRANSACTION_RATE=54314.746", "TRANSACTION_RATE=fast", "TRANSACTION_RATE=fast is no number")]
    [InlineData("LOCAL_BYTES_RECVD=27815936", "LOCAL_BYTES_RECVD=27815937", "LOCAL_BYTES_RECVD is 27815937")]
    [InlineData("LOCAL_BYTES_RECVD=27815936", "LOCAL_BYTES_RECVD=-1", "LOCAL_BYTES_RECVD is negative")]
    [InlineData("LOCAL_BYTES_RECVD=27815936", "LOCAL_BYTES_RECVD=2.5", "LOCAL_BYTES_RECVD=2.5 is no whole number")]
    [InlineData("LSS_SIZE_END=69120", "LSS_SIZE_END=-1", "LSS_SIZE_END is no size")]
    public void A_figure_that_cannot_be_is_no_result(string line, string instead, string what)
    {
        var recorded = Recorded("tcp-512-1s");
        Assert.Contains(line, recorded, StringComparison.Ordinal);

        Refused(recorded.Replace(line, instead, StringComparison.Ordinal), what);
    }

    internal static string Recorded(string name, string kind = "out") =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Netperf", "recorded", $"{name}.{kind}"));

    private static NetperfResult Read(string recorded, int responseBytes) => NetperfReading.Read(Recorded(recorded), responseBytes);

    private static void Refused(string output, string what)
    {
        var failure = Assert.Throws<TrialFailedException>(() => NetperfReading.Read(output, 512)).Failure;

        Assert.Equal(FailureKind.Internal, failure.Kind);
        Assert.Contains(what, failure.Reason, StringComparison.Ordinal);
    }
}
