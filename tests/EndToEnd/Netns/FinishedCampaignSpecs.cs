namespace ActorBench.EndToEnd.Tests.Netns;

[Collection("labs")]
public sealed class FinishedCampaignSpecs(ITestOutputHelper output)
{
    [Fact]
    public async Task Three_platforms_run_in_processes_and_namespaces_of_their_own_and_leave_nothing()
    {
        Lab.Needed();
        using var place = new Place();
        var file = place.Write("small.yaml", Some.Campaign("native, bridge, routed", "50 ms"));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await using var run = Actorbench.Start(place, "run", file, "--lab", "netns");
        await run.UntilAccepted(place, 1);
        output.WriteLine($"first trial stored {clock.ElapsedMilliseconds} ms after the start");
        var agents = await Soon.Some(() => Lab.Agents(run.Pid) is { Count: 6 } all ? all : null, "two hosts with two guests each");
        EachStandsApart(run.Pid, agents);
        EachIsPinned(run.Pid, agents);

        await run.UntilAccepted(place, 27);
        clock.Restart();
        var ended = (await run.End()).Expect(0);
        output.WriteLine($"ended {clock.ElapsedMilliseconds} ms after the last trial was stored");
        output.WriteLine(ended.Output);
        await Lab.LeavesNothing(run.Pid);
        Assert.DoesNotContain(agents, agent => Proc.Lives(agent.Pid));
        Assert.Contains("TCP · 100 Mbit/s · 3 trials a cell", ended.Output, StringComparison.Ordinal);
        var outcome = await Outcome.Of(place);
        foreach (var row in outcome.Rows.Where(row => !row.Accepted)) output.WriteLine($"rejected: {row["platform"]} {row["protocol"]} {row["flags"]}");
        outcome.Agrees(planned: 27);
        Assert.Equal("netns", outcome.Status.GetProperty("lab").GetProperty("kind").GetString());
        Assert.All(outcome.AcceptedRows, row => Assert.Equal("shared", row["cpu_scope"]));
    }

    private static void EachStandsApart(int run, IReadOnlyList<Agent> agents)
    {
        Assert.Equal(
            ["h1 bridge", "h1 native", "h1 routed", "h2 bridge", "h2 native", "h2 routed"],
            agents.Select(agent => $"{agent.Host} {agent.Platform}").Order(StringComparer.Ordinal));
        var namespaces = agents.Select(agent => Proc.NetworkNamespace(agent.Pid)).Append(Proc.NetworkNamespace(run)).ToArray();
        Assert.DoesNotContain("", namespaces);
        Assert.Equal(namespaces.Length, namespaces.Distinct().Count());
    }

    /// <summary>Policy shared: every measuring thread on the last processor, the coordinator off it.</summary>
    private static void EachIsPinned(int run, IReadOnlyList<Agent> agents)
    {
        if (Environment.ProcessorCount < 2) return;
        var measuring = agents.Select(agent => agent.Word("--cpu")).Distinct().ToArray();
        Assert.Single(measuring);
        foreach (var agent in agents)
        {
            var threads = Proc.Threads(agent.Pid);
            Assert.Equal(measuring[0], Assert.Single(threads, thread => thread.Name == "measuring").Cpus);
        }

        Assert.All(Proc.Threads(run), thread => Assert.DoesNotContain(measuring[0], Cpus(thread.Cpus)));
    }

    /// <summary><c>0-2,5</c> is 0, 1, 2 and 5.</summary>
    private static IEnumerable<string> Cpus(string list) => list.Split(',').SelectMany(part =>
        part.Split('-') is [var from, var to] ? Enumerable.Range(int.Parse(from), int.Parse(to) - int.Parse(from) + 1).Select(cpu => $"{cpu}") : [part]);
}
