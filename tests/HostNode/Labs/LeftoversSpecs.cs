using System.Net;
using ActorBench.HostNode.Labs;
using ActorBench.HostNode.Platforms;

namespace ActorBench.HostNode.Tests.Labs;

public sealed class LeftoversSpecs(ITestOutputHelper output)
{
    public static TheoryData<string> Moments =>
        ["claim", "namespaces", "settings", "links", "addresses", "wire", "shaping", "up", "guests"];

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_lab_whose_owner_was_killed_is_removed_whatever_stood_of_it(string moment)
    {
        SkipWithoutLabs();
        var before = await Network.Everything();
        await using var victim = new Victim("hold-lab", moment);
        while (await victim.NextLine() != $"at {moment}") { }
        await victim.Kill();

        await Leftovers.CleanUp(CancellationToken.None);

        Assert.Equal(before, await Network.Everything());
        Assert.Empty(Claims());
    }

    [Fact]
    public async Task Nothing_is_left_when_owners_are_killed_at_any_moment()
    {
        SkipWithoutLabs();
        var before = await Network.Everything();
        var random = new Random(20071123);
        for (var i = 0; i < 6; i++)
        {
            await using var victim = new Victim("loop-labs");
            await victim.NextLine();
            var moment = random.Next(0, 250);
            output.WriteLine($"killed {moment} ms after its first lab was up");
            await Task.Delay(moment); // the moment of the kill is what is tried here
            await victim.Kill();

            await Leftovers.CleanUp(CancellationToken.None);

            Assert.Equal(before, await Network.Everything());
            Assert.Empty(Claims());
        }
    }

    [Fact]
    public async Task A_living_owners_lab_is_kept_with_its_guests()
    {
        SkipWithoutLabs();
        await using var other = new Victim("hold-lab", "guests");
        while (await other.NextLine() != "at guests") { }
        await using var mine = await NetnsLab.Up(new(2, null, 1500, "none"), CancellationToken.None);
        var before = await Network.Everything();

        Assert.Empty(await Leftovers.CleanUp(CancellationToken.None));

        Assert.Equal(before, await Network.Everything());
        Assert.Contains($"{other.Prefix}-h1-routed", before);
        await other.Kill();
        Assert.Equal([other.Prefix], await Leftovers.CleanUp(CancellationToken.None));
        Assert.DoesNotContain(other.Prefix, await Network.Everything());
        Assert.Contains(mine.Prefix, await Network.Everything());
    }

    [Fact]
    public async Task Several_may_clean_up_at_once()
    {
        SkipWithoutLabs();
        var before = await Network.Everything();
        await using var one = new Victim("hold-lab", "up");
        await using var two = new Victim("hold-lab", "guests");
        while (await one.NextLine() != "at up") { }
        while (await two.NextLine() != "at guests") { }
        await one.Kill();
        await two.Kill();

        var removed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Leftovers.CleanUp(CancellationToken.None))));

        Assert.Equal(new[] { one.Prefix, two.Prefix }.Order(), removed.SelectMany(prefixes => prefixes).Order());
        Assert.Equal(before, await Network.Everything());
    }

    [Fact]
    public async Task A_namespace_that_only_looks_like_a_labs_is_left_alone()
    {
        SkipWithoutLabs();
        await Network.Ip("netns", "add", "ab1-h1");
        try
        {
            await Leftovers.CleanUp(CancellationToken.None);
            Assert.Contains("ab1-h1", await Network.Ip("netns", "list"));
        }
        finally
        {
            await Network.Ip("netns", "del", "ab1-h1");
        }
    }

    [Fact]
    public async Task An_agent_that_ignores_the_end_of_its_input_is_killed()
    {
        SkipWithoutLabs();
        await using var victim = new Victim("hold-lab", "guests"); // its guests are `sleep`, which never reads
        var lab = (await victim.NextLine()).Split(' ')[1];
        while (await victim.NextLine() != "at guests") { }
        string[] agents = [];
        await Soon.Until(() => (agents = Network.Ip("netns", "pids", $"{lab}-h1-bridge").GetAwaiter().GetResult()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)).Length > 0, "the agent runs inside");
        await victim.Kill();

        await Leftovers.CleanUp(CancellationToken.None);

        var agent = int.Parse(Assert.Single(agents));
        await Soon.Until(() => !Soon.Lives(agent), $"agent {agent} ended");
    }

    /// <summary>Of labs: hosts that stand by themselves have theirs beside them.</summary>
    private static string[] Claims() =>
        Directory.Exists(LabClaim.Folder) ? [.. Directory.GetFiles(LabClaim.Folder).Where(path => IPAddress.TryParse(Path.GetFileName(path), out _))] : [];

    private static void SkipWithoutLabs()
    {
        var reason = NetnsLab.WhyNot();
        Assert.SkipWhen(reason is not null, reason ?? "");
    }
}
