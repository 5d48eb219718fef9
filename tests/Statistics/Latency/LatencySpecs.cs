using ActorBench.Statistics.Latency;
using CsCheck;
using HdrHistogram;

namespace ActorBench.Statistics.Tests.Latency;

public sealed class LatencySpecs
{
    private const long HourMicroseconds = 3_600_000_000;

    /// <summary>G-10.</summary>
    [Fact]
    public void One_slow_exchange_hides_nine()
    {
        var measured = new LongHistogram(HourMicroseconds, 3);
        measured.RecordValue(1000);
        var corrected = ExpectedInterval.Corrected(measured, 100);

        Assert.Equal(Enumerable.Range(1, 10).Select(i => 100L * i), corrected.RecordedValues().Select(step => step.ValueIteratedTo));
        Assert.Equal((10, 550.0), (corrected.TotalCount, corrected.GetMean()));
    }

    /// <summary>G-10: the case of HdrHistogram's own tests. 10,000 exchanges of 1 ms and one of 100 s where one each 10 ms was expected.</summary>
    [Fact]
    public void A_stall_of_a_hundred_seconds_fills_half_the_histogram()
    {
        var measured = new LongHistogram(HourMicroseconds, 3);
        measured.RecordValueWithCount(1000, 10_000);
        measured.RecordValue(100_000_000);
        var corrected = ExpectedInterval.Corrected(measured, 10_000);

        Assert.Equal(20_000, corrected.TotalCount);
        Near(25_003_000, corrected.GetMean());
        Near(1000, corrected.GetValueAtPercentile(30));
        Near(1000, corrected.GetValueAtPercentile(50));
        Near(5e7, corrected.GetValueAtPercentile(75));
        Near(8e7, corrected.GetValueAtPercentile(90));
        Near(9.8e7, corrected.GetValueAtPercentile(99));
        Near(1e8, corrected.GetMaxValue());
        Assert.Equal(10_001, measured.TotalCount);

        static void Near(double expected, double actual) => Assert.InRange(actual / expected, .999, 1.001);
    }

    [Fact]
    public void It_is_what_the_library_does_while_it_records() =>
        Gen.Select(Gen.Int[1, 2000].Array[0, 50], Gen.Int[1, 500]).Sample((values, expected) =>
        {
            var (measured, library) = (new LongHistogram(HourMicroseconds, 3), new LongHistogram(HourMicroseconds, 3));
            foreach (var value in values)
            {
                measured.RecordValue(value);
                library.RecordValueWithExpectedInterval(value, expected);
            }

            return Steps(ExpectedInterval.Corrected(measured, expected)).SequenceEqual(Steps(library));
        });

    [Fact]
    public void Nothing_is_put_into_an_empty_histogram()
    {
        Assert.Equal(0, ExpectedInterval.Corrected(new LongHistogram(HourMicroseconds, 3), 100).TotalCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpectedInterval.Corrected(new LongHistogram(HourMicroseconds, 3), 0));
    }

    /// <summary>G-19.</summary>
    [Theory]
    [InlineData(100, 231, 100.494568)]
    [InlineData(1234.5, 356, 1224.376497)]
    public void Bins_of_a_sketch_are_the_golden_ones(double value, int bin, double estimate)
    {
        var sketch = new DdSketch(.01);
        sketch.Add(value);

        Assert.Equal(bin, sketch.BinOf(value));
        Printed.Close(estimate, sketch.Quantile(.5), 6);
    }

    [Fact]
    public void A_sketch_is_as_accurate_as_it_says_however_it_was_merged() =>
        Gen.Select(Gen.Double[1e-3, 1e6].Array[1, 40], Gen.Int[0, 40]).Sample((values, cut) =>
        {
            var (first, second, whole) = (new DdSketch(), new DdSketch(), new DdSketch());
            for (var i = 0; i < values.Length; i++)
            {
                (i < cut ? first : second).Add(values[i]);
                whole.Add(values[i]);
            }

            second.Merge(first);
            var sorted = values.Order().ToArray();
            return Enumerable.Range(0, 11).All(i =>
            {
                var exact = sorted[(int)Math.Floor(i / 10.0 * (values.Length - 1))];
                var estimate = second.Quantile(i / 10.0)!.Value;
                return estimate == whole.Quantile(i / 10.0) && Math.Abs(estimate - exact) <= .01 * exact * (1 + 1e-9);
            });
        });

    [Fact]
    public void A_sketch_takes_positive_values_and_its_like()
    {
        var sketch = new DdSketch();

        Assert.Null(sketch.Quantile(.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => sketch.Add(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => sketch.Add(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => sketch.Quantile(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DdSketch(1));
        Assert.Throws<ArgumentException>(() => sketch.Merge(new DdSketch(.02)));
    }

    private static IEnumerable<(long, long)> Steps(LongHistogram histogram) => histogram.RecordedValues().Select(step => (step.ValueIteratedTo, step.CountAtValueIteratedTo));
}
