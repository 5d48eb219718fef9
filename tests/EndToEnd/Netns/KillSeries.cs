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

    /// <summary>About the time from a start to the first trial where nothing else runs.</summary>
    private const int BringUpMs = 3_000;

    private readonly Random _random = new(seed);
    private readonly List<int> _runs = [];
    private readonly List<Outcome> _beforeResume = [];
    private string[] _first = [];
    private Actorbench? _run;

    public Dictionary<Victim, List<double>> GapsMs { get; } = Enum.GetValues<Victim>().ToDictionary(victim => victim, _ => new List<double>());

    /// <param name="victims">Null = drawn at random.</param>
    public async Task Run(int kills, IReadOnlyList<Victim>? victims = null)
    {
        // Each kill has a trial to itself, a few run meanwhile, and some are left for the end.
        var repetitions = kills + 3;
        var file = place.Write("killed.yaml", Some.Campaign("native, bridge", "150 ms", repetitions, "killed"));
        say($"seed {seed}, {kills} kills, {Cells * repetitions} trials");
        _first = ["run", file, "--lab", "netns"];
        await Start(killedEarly: true);
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
        await Ended(agents);
        _beforeResume.Add(await Outcome.Of(place));
        Assert.Equal("interrupted", _beforeResume[^1].State);
        // Not more often: a trial that is open at three crashes in a row is given up.
        await Start(killedEarly: _random.Next(3) == 0);
    }

    private async Task Ended(IReadOnlyList<Agent> agents)
    {
        await _run!.DisposeAsync();
        await Soon.Until(() => agents.All(agent => !Proc.Lives(agent.Pid)), "the agents of a dead coordinator ended", EndOfAgents);
    }

    private async Task<bool> Next(int accepted)
    {
        await Soon.Until(() => _run!.HasEnded || Stored.Accepted(place.Store) > accepted, $"a trial after the {accepted}th", NextTrial);
        return !_run!.HasEnded;
    }

    private async Task Start(bool killedEarly)
    {
        var accepted = Stored.Accepted(place.Store);
        Begin();
        if (killedEarly) await KillEarly();
        await _run!.UntilAccepted(place, accepted + 1);
    }

    /// <summary>As its user would: a campaign that is not stored yet is started, one that is goes on.</summary>
    private void Begin()
    {
        _run = Actorbench.Start(place, Stored.HasCampaign(place.Store) ? ["resume"] : _first);
        _runs.Add(_run.Pid);
    }

    /// <summary>While the lab and all on it come up: half a lab is left for the next run to remove.</summary>
    private async Task KillEarly()
    {
        var afterMs = _random.Next(BringUpMs);
        await Task.Delay(afterMs);
        var agents = Lab.Agents(_run!.Pid);
        var victim = _random.Next(agents.Count + 1);
        say($"killed {afterMs} ms after the start: {(victim == 0 ? "the coordinator" : string.Join(' ', agents[victim - 1].Host, agents[victim - 1].Platform))}");
        Signals.Send(victim == 0 ? _run.Pid : agents[victim - 1].Pid, Signals.Kill);
        if (victim > 0) return;
        await Ended(agents);
        Begin();
    }

    private Agent Draw(IReadOnlyList<Agent> agents) => agents[_random.Next(agents.Count)];
}
