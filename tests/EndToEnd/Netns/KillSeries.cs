using System.Diagnostics;

namespace ActorBench.EndToEnd.Tests.Netns;

internal enum Victim
{
    HostNode,
    GuestNode,
    Coordinator,
}

/// <summary>One campaign whose processes are killed with -9 again and again at seeded moments, and that must come out whole.</summary>
internal sealed class KillSeries(Place place, int seed, Action<string> say) : IAsyncDisposable
{
    private const int Cells = 6;
    private static readonly TimeSpan EndOfAgents = TimeSpan.FromSeconds(20);

    /// <summary>A trial that is stored after a kill, the start of all processes of a resumed run included.</summary>
    private static readonly TimeSpan NextTrial = TimeSpan.FromSeconds(90);

    private readonly Random _random = new(seed);
    private readonly List<int> _runs = [];
    private readonly List<Outcome> _beforeResume = [];
    private Actorbench? _run;

    public Dictionary<Victim, List<double>> GapsMs { get; } = Enum.GetValues<Victim>().ToDictionary(victim => victim, _ => new List<double>());

    /// <param name="victims">Null = drawn at random.</param>
    public async Task Run(int kills, IReadOnlyList<Victim>? victims = null)
    {
        // Each kill has a trial to itself, a few run meanwhile, and some are left for the end.
        var repetitions = kills + 3;
        var file = place.Write("killed.yaml", Some.Campaign("native, bridge", "150 ms", repetitions, "killed", "retries: 100"));
        say($"seed {seed}, {kills} kills, {Cells * repetitions} trials");
        await Start("run", file, "--lab", "netns");
        var done = 0;
        for (; done < kills && !_run!.HasEnded; done++)
            if (!await Kill(victims?[done] ?? (Victim)_random.Next(3)))
                break;
        var ended = await _run!.End(TimeSpan.FromSeconds(60 + (repetitions * 3)));
        ended.Expect(0);
        say($"{done} kills done, {_runs.Count} runs");
        Assert.True(done * 2 >= kills, $"The campaign was over after {done} kills.");
        await Lab.LeavesNothing([.. _runs]);
        var after = await Outcome.Of(place);
        after.Agrees(Cells * repetitions);
        Assert.Equal("done", after.State);
        Assert.All(_beforeResume, after.Keeps);
        foreach (var (victim, gaps) in GapsMs.Where(g => g.Value.Count > 0))
            say($"{victim}: next trial stored after {gaps.Min():0} to {gaps.Max():0} ms, median {gaps.Order().ElementAt(gaps.Count / 2):0} ms, of {gaps.Count}");
        foreach (var reason in after.Rows.Where(row => !row.Accepted).GroupBy(row => row["flags"])) say($"{reason.Count()} × {reason.Key}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_run is not null) await _run.DisposeAsync();
    }

    /// <returns>False when the campaign was over first.</returns>
    private async Task<bool> Kill(Victim victim)
    {
        var agents = await RunningAgents();
        if (agents is null) return false;
        // A moment inside a trial or between two: this is the draw, not a wait.
        await Task.Delay(_random.Next(300));
        var pid = victim == Victim.Coordinator ? _run!.Pid : Draw([.. agents.Where(agent => agent.IsHost == (victim == Victim.HostNode))]).Pid;
        var accepted = Stored.Accepted(place.Store);
        var clock = Stopwatch.StartNew();
        Signals.Send(pid, Signals.Kill);
        if (victim == Victim.Coordinator) await Resume(agents);
        if (!await Next(accepted)) return false;
        GapsMs[victim].Add(clock.Elapsed.TotalMilliseconds);
        return true;
    }

    /// <summary>All four agents, the restarted ones among them; null when the campaign is over.</summary>
    private async Task<IReadOnlyList<Agent>?> RunningAgents()
    {
        IReadOnlyList<Agent> agents = [];
        await Soon.Until(() => _run!.HasEnded || (agents = Lab.Agents(_run.Pid)).Count == 4, "two hosts with a guest each", NextTrial);
        return _run!.HasEnded ? null : agents;
    }

    private async Task Resume(IReadOnlyList<Agent> agents)
    {
        await _run!.DisposeAsync();
        await Soon.Until(() => agents.All(agent => !Proc.Lives(agent.Pid)), "the agents of a dead coordinator ended", EndOfAgents);
        _beforeResume.Add(await Outcome.Of(place));
        Assert.Equal("interrupted", _beforeResume[^1].State);
        await Start("resume");
    }

    private async Task<bool> Next(int accepted)
    {
        await Soon.Until(() => _run!.HasEnded || Stored.Accepted(place.Store) > accepted, $"a trial after the {accepted}th", NextTrial);
        return !_run!.HasEnded;
    }

    private async Task Start(params string[] arguments)
    {
        var accepted = Stored.Accepted(place.Store);
        _run = Actorbench.Start(place, arguments);
        _runs.Add(_run.Pid);
        await _run.UntilAccepted(place, accepted + 1);
    }

    private Agent Draw(IReadOnlyList<Agent> agents) => agents[_random.Next(agents.Count)];
}
