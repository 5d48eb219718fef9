using ActorBench.Agents;

namespace ActorBench.Coordinator.Tests.Security;

public sealed class LineLimitSpecs
{
    [Fact]
    public void A_flood_is_one_line_a_second_that_says_how_many_it_stands_for()
    {
        var limit = new LineLimit();
        var now = new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        var written = new List<string>();
        for (var i = 0; i < 3000; i++)
        {
            var line = "noise";
            if (limit.MayWrite(now.AddMilliseconds(i), ref line)) written.Add(line);
        }

        Assert.Equal(["noise", "noise (999 more such lines since 12:00:00 are left out)", "noise (999 more such lines since 12:00:01 are left out)"], written);
    }
}
