using System.Diagnostics;
using ActorBench.Coordinator.Nodes;

namespace ActorBench.EndToEnd.Tests;

[Collection("no labs")]
public sealed class QuietAgentSpecs(ITestOutputHelper output)
{
    private const double Most = 50;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_registered_agent_without_work_hardly_wakes_its_machine()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Context switches are read from /proc.");
        using var place = new Place();
        // As a lab starts its agents.
        foreach (var (name, value) in (IEnumerable<(string, string)>)[
            ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0"), ("DOTNET_TieredPGO", "0"), ("DOTNET_gcConcurrent", "0")]) place.Environment[name] = value;
        await using var coordinator = CoordinatorHere.Start(place);
        await using var agent = coordinator.Agent(place, "h1");
        await Soon.Until(() => Proc.Threads(agent.Pid).Any(thread => thread.Name == "measuring"), "the agent's endpoint is up");
        await Registered(coordinator);

        var rate = await Settled(agent.Pid);

        output.WriteLine($"{rate:0.0} context switches a second, idle over {Window.TotalSeconds} s");
        Assert.False(agent.HasEnded, agent.ErrorsSoFar);
        Assert.InRange(rate, 0, Most);
        // Before its agent: a coordinator that has just lost one takes its time to leave.
        await coordinator.DisposeAsync();
    }

    /// <summary>The first registration of a host brings its entity up.</summary>
    private static async Task Registered(CoordinatorNode coordinator)
    {
        for (var clock = Stopwatch.StartNew(); !await Stands(coordinator, "/system/sharding/host/*/h1"); await Task.Delay(20))
            Assert.True(clock.Elapsed < Soon.Limit, "The agent was not registered in time.");
    }

    private static async Task<bool> Stands(CoordinatorNode coordinator, string path)
    {
        try
        {
            await coordinator.System.ActorSelection(path).ResolveOne(TimeSpan.FromSeconds(1));
            return true;
        }
        catch (Akka.Actor.ActorNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Of three windows the quietest: what an agent does when it has just started, and what the machine's load makes of it, is not its idling.</summary>
    private static async Task<double> Settled(int pid)
    {
        var rates = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            var clock = Stopwatch.StartNew();
            var before = Proc.ContextSwitches(pid);
            await Task.Delay(Window);
            rates.Add((Proc.ContextSwitches(pid) - before) / clock.Elapsed.TotalSeconds);
            if (rates[^1] <= Most) break;
        }

        return rates.Min();
    }
}
