namespace ActorBench.Statistics.Tests;

public sealed class SeededRandomSpecs
{
    /// <summary>The first outputs of Vigna's <c>splitmix64.c</c> from 1234567.</summary>
    [Fact]
    public void Its_numbers_are_those_of_the_published_program()
    {
        var random = new SeededRandom(1234567);

        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423], mine = [random.Next(), random.Next(), random.Next()];
        Assert.Equal(published, mine);
    }

    [Fact]
    public void Numbers_below_a_bound_are_even()
    {
        var random = new SeededRandom(1);
        var counts = new int[10];
        for (var i = 0; i < 100_000; i++) counts[random.Below(10)]++;

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }
}
