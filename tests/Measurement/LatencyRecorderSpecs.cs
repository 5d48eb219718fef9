using ActorBench.Measurement.Latency;
using CsCheck;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace ActorBench.Measurement.Tests;

public sealed class LatencyRecorderSpecs
{
    private const long Highest = LatencyRecorder.HighestNs;

    [Fact]
    public void It_counts_as_the_library_counts()
    {
        var values = Gen.OneOf(Gen.Long[0, 5_000], Gen.Long[5_000, 1_000_000_000], Gen.Long[1_000_000_000, Highest]).List[1, 200];
        values.Sample(Same, iter: 300, threads: 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(2_047)]
    [InlineData(2_048)]
    [InlineData(4_095)]
    [InlineData(4_096)]
    [InlineData(Highest)]
    public void Edges_of_its_buckets_are_the_librarys(long value) => Assert.True(Same([value]));

    [Fact]
    public void More_than_the_highest_counts_as_the_highest()
    {
        var recorder = new LatencyRecorder();
        recorder.Record(long.MaxValue);

        Assert.Equal(1, Decode(recorder).TotalCount);
        Assert.InRange(recorder.Summarise().MaxNs!.Value, Highest, Highest + (Highest / 1_000));
    }

    [Fact]
    public void After_a_reset_it_is_empty()
    {
        var recorder = new LatencyRecorder();
        recorder.Record(5);
        recorder.Reset();

        Assert.Equal((0, null), (Decode(recorder).TotalCount, recorder.Summarise().P50Ns));
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        var recorder = new LatencyRecorder();
        recorder.Record(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) recorder.Record(i * 1_000L);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_spread_of_a_million_latencies_stays_far_below_a_frame_of_Akka()
    {
        var recorder = new LatencyRecorder();
        var random = new Random(2007);
        for (var i = 0; i < 1_000_000; i++) recorder.Record((long)(20_000 * Math.Exp(2 * random.NextDouble() * random.NextDouble() * 5)));

        Assert.InRange(recorder.Summarise().Histogram.Length, 1, 32_000);
    }

    private static bool Same(List<long> values)
    {
        var recorder = new LatencyRecorder();
        var library = new LongHistogram(1, 3_600_000_000_000, 3);
        foreach (var value in values)
        {
            recorder.Record(value);
            library.RecordValue(value);
        }

        var summary = recorder.Summarise();
        return Decode(recorder).RecordedValues().Select(v => (v.ValueIteratedTo, v.CountAddedInThisIterationStep))
                .SequenceEqual(library.RecordedValues().Select(v => (v.ValueIteratedTo, v.CountAddedInThisIterationStep)))
            && (summary.P50Ns, summary.P99Ns, summary.MaxNs)
                == (library.GetValueAtPercentile(50), library.GetValueAtPercentile(99), library.GetMaxValue());
    }

    private static HistogramBase Decode(LatencyRecorder recorder) =>
        HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(recorder.Summarise().Histogram), 0);
}
