using ActorBench.Measurement.Exchanges.Udp;

namespace ActorBench.Measurement.Tests.Exchanges;

public sealed class AdaptiveTimeoutSpecs
{
    private const long Ms = Some.Ms;
    private readonly AdaptiveTimeout _timeout = new();

    [Fact]
    public void Before_the_first_response_it_is_one_second()
    {
        Assert.Equal((false, 1_000 * Ms), (_timeout.HasSample, _timeout.ArmedNs));
    }

    [Fact]
    public void Fast_responses_bring_it_to_the_floor_once_and_then_leave_the_socket_alone()
    {
        Assert.True(_timeout.Observe(20_000));
        Assert.Equal(AdaptiveTimeout.FloorNs, _timeout.ArmedNs);
        for (var i = 0; i < 1_000; i++) Assert.False(_timeout.Observe(20_000 + (i % 7 * 1_000)));
    }

    [Fact]
    public void The_first_sample_counts_as_in_RFC_6298_with_a_quarter_of_room()
    {
        _timeout.Observe(100 * Ms);

        // R + 4 x R/2 = 300 ms, and a quarter.
        Assert.Equal(375 * Ms, _timeout.ArmedNs);
    }

    [Fact]
    public void Slower_responses_raise_it_before_it_cuts_them_off()
    {
        for (var i = 0; i < 100; i++) _timeout.Observe(10 * Ms);
        Assert.Equal(50 * Ms, _timeout.ArmedNs);

        _timeout.Observe(48 * Ms);

        Assert.True(_timeout.ArmedNs > 50 * Ms);
    }

    [Fact]
    public void Losses_double_it_up_to_one_second_and_a_response_brings_it_back()
    {
        for (var i = 0; i < 10; i++) _timeout.Observe(20_000);
        var armed = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            _timeout.BackOff();
            armed.Add(_timeout.ArmedNs / Ms);
        }

        Assert.Equal([100, 200, 400, 800, 1_000, 1_000], armed);
        Assert.True(_timeout.Observe(20_000));
        Assert.Equal(AdaptiveTimeout.FloorNs, _timeout.ArmedNs);
    }
}

public sealed class SequenceSpecs
{
    [Theory]
    [InlineData(1, 65_507, 0xFFul)]
    [InlineData(65_507, 3, 0xFF_FFFFul)]
    [InlineData(7, 7, 0xFF_FFFF_FFFF_FFFFul)]
    [InlineData(8, 8, ulong.MaxValue)]
    [InlineData(512, 512, ulong.MaxValue)]
    public void A_number_takes_as_many_bytes_as_both_messages_have(int requestBytes, int responseBytes, ulong mask)
    {
        Assert.Equal(mask, Sequence.Mask(requestBytes, responseBytes));
    }

    [Fact]
    public void A_given_up_exchange_is_late_once_and_a_duplicate_after_that()
    {
        var given = new GivenUp();
        given.Add(300);

        Assert.False(given.TryTake(299 & 0xFF, 0xFF));
        Assert.True(given.TryTake(300 & 0xFF, 0xFF));
        Assert.False(given.TryTake(300 & 0xFF, 0xFF));
    }

    [Fact]
    public void Only_the_last_64_are_remembered()
    {
        var given = new GivenUp();
        for (ulong number = 1; number <= 65; number++) given.Add(number);

        Assert.False(given.TryTake(1, ulong.MaxValue));
        Assert.True(given.TryTake(2, ulong.MaxValue));
        Assert.True(given.TryTake(65, ulong.MaxValue));
    }
}
