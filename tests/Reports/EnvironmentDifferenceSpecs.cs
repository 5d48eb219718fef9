using ActorBench.Messages.Pairs;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests;

public sealed class EnvironmentDifferenceSpecs
{
    [Fact]
    public void Between_platforms_only_what_differs_is_listed_and_hosts_that_differ_alike_share_a_table()
    {
        var table = Assert.Single(EnvironmentDifference.BetweenPlatforms(
        [
            Some.Environment("h1", "native", ("link.kind", "physical"), ("net.ipv4.ip_forward", "1"), ("link.firmware", "7.0")),
            Some.Environment("h1", "bridge", ("link.kind", "veth"), ("net.ipv4.ip_forward", "0")),
            Some.Environment("h2", "native", ("link.kind", "physical"), ("net.ipv4.ip_forward", "1"), ("link.firmware", "7.0")),
            Some.Environment("h2", "bridge", ("link.kind", "veth"), ("net.ipv4.ip_forward", "0")),
        ]));

        Assert.Equal("h1, h2", table.Of);
        Assert.Equal(["native", "bridge"], table.Columns);
        Assert.Equal(["link.firmware", "link.kind", "net.ipv4.ip_forward"], table.Facts.Select(fact => fact.Name));
        Assert.Equal([["7.0", null], ["physical", "veth"], ["1", "0"]], table.Facts.Select(fact => fact.Values));
        // How a guest is wired is the platform; forwarding is something else that differs.
        Assert.Equal([true, true, false], table.Facts.Select(fact => fact.OfThePlatform));
    }

    [Fact]
    public void Hosts_that_differ_otherwise_have_tables_of_their_own() =>
        Assert.Equal(["h1", "h2"], EnvironmentDifference.BetweenPlatforms(
        [
            Some.Environment("h1", "native", ("a", "1")), Some.Environment("h1", "bridge", ("a", "2")),
            Some.Environment("h2", "native", ("a", "1")), Some.Environment("h2", "bridge", ("a", "1")),
        ]).Select(table => table.Of));

    [Fact]
    public void Between_hosts_each_platform_is_compared_with_itself()
    {
        var tables = EnvironmentDifference.BetweenHosts(
        [
            Some.Environment("h2", "native", ("cpu.governor", "B")), Some.Environment("h1", "native", ("cpu.governor", "A")),
            Some.Environment("h1", "bridge"), Some.Environment("h2", "bridge"),
        ]);

        var native = tables.Single(table => table.Of == "native");
        Assert.Equal(["h1", "h2"], native.Columns);
        Assert.Equal(["A", "B"], Assert.Single(native.Facts).Values);
        Assert.Empty(tables.Single(table => table.Of == "bridge").Facts);
    }

    [Fact]
    public void A_change_inside_a_campaign_shows_before_and_after()
    {
        PairEvents.EnvironmentRecorded[] seen =
        [
            Some.Environment("h1", "native", ("cpu.frequency.governor", "powersave")) with { At = Some.Start.AddHours(1) },
            Some.Environment("h1", "native", ("cpu.frequency.governor", "performance")),
            Some.Environment("h2", "native", ("cpu.frequency.governor", "performance")),
        ];

        var change = Assert.Single(EnvironmentDifference.Changes(seen));
        Assert.Equal("h1 native", change.Of);
        Assert.Equal([EnvironmentDifference.ShortHash(seen[1].Hash), EnvironmentDifference.ShortHash(seen[0].Hash)], change.Columns);
        Assert.Equal(["performance", "powersave"], Assert.Single(change.Facts).Values);
        // What was there first stands for the endpoint elsewhere.
        Assert.Empty(Assert.Single(EnvironmentDifference.BetweenHosts(seen)).Facts);
    }

    [Fact]
    public void What_a_host_says_of_itself_cannot_speak_to_a_terminal()
    {
        var table = Assert.Single(EnvironmentDifference.BetweenHosts([Some.Environment("h1", "native", ("x\u001b]0;", "\u001b[31mred")), Some.Environment("h2", "native")]));

        Assert.DoesNotContain('\u001b', $"{table.Of}{string.Join("", table.Facts.Select(fact => fact.Name + string.Join("", fact.Values)))}");
    }
}
