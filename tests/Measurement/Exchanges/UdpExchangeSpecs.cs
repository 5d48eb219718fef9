using ActorBench.Messages.Plans;

namespace ActorBench.Measurement.Tests.Exchanges;

public sealed class UdpExchangeSpecs() : ExchangeSpecs(Protocol.Udp)
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 7)]
    [InlineData(8, 8)]
    [InlineData(9, 9)]
    [InlineData(512, 512)]
    [InlineData(65_507, 65_507)]
    [InlineData(1, 65_507)]
    [InlineData(65_507, 3)]
    public async Task Every_size_arrives_whole(int requestBytes, int responseBytes)
    {
        // More than 256 exchanges, so that the number of a 1-byte message wraps.
        var (initiator, responder) = await Ends.Exchange(Plan(Some.Settings(exchanges: 700), requestBytes, responseBytes));

        AssertWhole(initiator, responder, requestBytes, responseBytes);
        Assert.Equal(700, initiator.Counters.Exchanges);
        Assert.Null(initiator.Tcp);
    }

    [Fact]
    public async Task A_datagram_over_the_limit_is_refused_before_anything_is_sent()
    {
        var plan = Plan(Some.Settings(), 65_508, 1);

        await Assert.ThrowsAsync<ArgumentException>(() => Ends.Initiate(plan));
        await Assert.ThrowsAsync<ArgumentException>(() => Ends.Respond(plan));
    }
}
