using System.Collections.Concurrent;
using System.Diagnostics;
using ActorBench.Messages.Pairs;

namespace ActorBench.EndToEnd.Tests.Netns;

/// <summary>Guests that rest for longer than anybody waits for an agent that is silent: 20 s a gateway, 30 s a host entity, two minutes Akka's own connections.</summary>
[Collection("labs")]
public sealed class LongRestSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(IsLong ? 135 : 33);

    /// <summary>From a command to its end, its own start and that of a guest included, on a busy machine.</summary>
    private static readonly TimeSpan ComesBack = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task A_guest_that_rests_beyond_all_patience_goes_on_in_the_next_campaign_and_one_that_is_killed_meanwhile_or_whose_host_node_is_comes_anew()
    {
        Lab.Needed();
        var platform = await Containers.ThatPauses();
        using var place = new Place();
        await using var lab = await StandingLab.Up(place);
        var seen = (await lab.Status())!.Value;
        var (keeper, log) = (seen.GetProperty("pid").GetInt32(), seen.GetProperty("log").GetString()!);
        var file = place.Write("rest.yaml", $$"""
            name: rest
            platforms: [native, {{platform}}]
            protocols: { tcp: { sizes: [1 B] } }
            trial: { duration: 200 ms, warmup: 10 ms }
            repetitions: 1
            """);
        (await lab.Run(file)).Expect(0);
        var first = Guests(keeper);
        Assert.Equal(["h1", "h2"], first.Keys.Order());

        await Frozen(first.Values);
        var before = File.ReadAllText(log).Length;
        var clock = Stopwatch.StartNew();
        await Soon.Until(() => clock.Elapsed > Rest || !first.Values.All(Containers.IsFrozen), "they have rested", Rest * 2);
        Assert.True(clock.Elapsed > Rest, $"A guest was thawed after {clock.Elapsed}.");
        Assert.Contains($"{platform} at", (await PbmProgram.Run(place, lab.Coordinator, "host show h2")).Expect(0).Output, StringComparison.Ordinal);
        await Again("after its rest");
        Assert.Equal(first, Guests(keeper));

        await Frozen(first.Values);
        Signals.Send(first["h1"], Signals.Kill);
        await Again("after the kill");
        var second = Guests(keeper);
        Assert.Equal(first["h2"], second["h2"]);
        Assert.NotEqual(first["h1"], second["h1"]);
        var lines = File.ReadAllText(log)[before..];

        await Frozen(second.Values);
        Signals.Send(Lab.Agents(keeper).Single(agent => agent is { IsHost: true, Host: "h2" }).Pid, Signals.Kill);
        await Again("after the kill of its host node");
        var third = Guests(keeper);
        Assert.Equal(second["h1"], third["h1"]);
        Assert.NotEqual(second["h2"], third["h2"]);
        Assert.False(Proc.Lives(second["h2"]));

        (await lab.Down()).Expect(0);
        await Lab.LeavesNothing(keeper);
        output.WriteLine(lines);
        Quiet(lines);

        async Task Again(string when)
        {
            clock.Restart();
            var ended = (await lab.Run(file)).Expect(0);
            output.WriteLine($"{when}: {clock.Elapsed.TotalSeconds:0.0} s\n{ended.Output}{ended.Errors}");
            Assert.True(clock.Elapsed < ComesBack, $"It took {clock.Elapsed}.");
            var outcome = await Outcome.Of(place);
            outcome.Agrees(planned: 2);
            Assert.All(outcome.Rows, row => Assert.True(row.Accepted, row["flags"]));
        }
    }

    [Fact]
    public async Task Hosts_that_take_turns_keep_their_guests_over_a_minute_and_more_of_rest()
    {
        using var place = new Place();
        await Machines.Needed(place, output);
        var container = await Containers.ThatPauses();
        var file = place.Write("turns.yaml", $$"""
            name: turns
            lab: { kind: netns, hosts: 4 }
            pairs: [[h1, h2], [h1, h3], [h1, h4]]
            platforms: [native, {{container}}, qemu-tcg]
            protocols: { tcp: { sizes: [1 B] } }
            trial: { duration: 11 s }
            repetitions: 2
            """);
        await using var run = Actorbench.Start(place, "run", file);
        var seen = new ConcurrentDictionary<(string Host, int Pid), bool>();
        var machines = new ConcurrentDictionary<int, bool>();
        using var over = new CancellationTokenSource();
        var looking = Task.Run(
            async () =>
            {
                for (; !over.IsCancellationRequested; await Task.Delay(1000, CancellationToken.None))
                {
                    foreach (var agent in Lab.Agents(run.Pid).Where(agent => !agent.IsHost)) seen[(agent.Host, agent.Pid)] = true;
                    foreach (var machine in Machines.Of(run.Pid)) machines[machine.Pid] = true;
                }
            },
            CancellationToken.None);
        var ended = (await run.End(TimeSpan.FromMinutes(15))).Expect(0);
        await over.CancelAsync();
        await looking;

        output.WriteLine(ended.Output + ended.Errors);
        await Lab.LeavesNothing(run.Pid);
        Assert.Empty(Stored.Events(place.Store).OfType<PairEvents.AttemptFailed>());
        Assert.Equal(["h1", "h2", "h3", "h4"], seen.Keys.Select(guest => guest.Host).Order());
        Assert.Equal(4, machines.Count);
        // By then every guest is up; that the first blocks waited for them is said.
        Quiet(ended.Errors[ended.Errors.IndexOf("9/18", StringComparison.Ordinal)..]);
        (await Outcome.Of(place)).Agrees(planned: 3 * 2 * 3);
    }

    private static bool IsLong => Environment.GetEnvironmentVariable("ACTORBENCH_LONG") is { Length: > 0 };

    private static Dictionary<string, int> Guests(int keeper) =>
        Lab.Agents(keeper).Where(agent => !agent.IsHost).ToDictionary(agent => agent.Host, agent => agent.Pid);

    private static void Quiet(string lines)
    {
        foreach (var word in (string[])[" warning ", " error "]) Assert.DoesNotContain(word, lines, StringComparison.Ordinal);
    }

    private static Task Frozen(IEnumerable<int> guests) => Soon.Until(() => guests.All(Containers.IsFrozen), "the guests are frozen");
}
