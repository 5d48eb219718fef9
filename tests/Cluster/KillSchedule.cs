using System.Diagnostics;
using ActorBench.Journal;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Reports;
using ActorBench.Reports.Verification;

namespace ActorBench.Cluster.Tests;

/// <summary>A small campaign of which one to three processes are killed with -9 at moments that a seed draws, each started again; and what must be true after it.</summary>
/// <remarks>A moment is a number of rows that the journal gets first, so that a slow machine and a fast one are killed in the same places.</remarks>
internal sealed class KillSchedule(Coordinators cluster, int seed, Action<string> say)
{
    private const int Trials = 12;

    /// <summary>Rows of the campaign, its pairs and its hosts when nothing is killed; some more, so that the end and what follows is hit, too.</summary>
    private const int Rows = 66;

    /// <summary>Rows between two kills: often none, so that two die at once.</summary>
    private const int MostRowsBetween = 12;

    /// <summary>A coordinator's death alone; two at once leave no majority until they are back.</summary>
    private static readonly TimeSpan TwoDeadBound = TimeSpan.FromSeconds(60);

    private static readonly int[] HowMany = [1, 1, 2, 3];

    // Neighbouring seeds begin alike; this takes them far from each other.
    private readonly Random _random = new((int)((uint)seed * 2_654_435_761 >> 1));

    private static string Campaign(int seed) => $$"""
        name: kill-{{seed}}
        seed: {{seed}}
        hosts: [h1, h2]
        pairs: [[h1, h2]]
        platforms: [native, {{Machines.Guest}}]
        protocols: { tcp: { sizes: [1 B] } }
        trial: { duration: 60 ms, warmup: 1 ms, timeout: 5 s }
        repetitions: 6
        """;

    /// <returns>The longest silence of the campaign after its first kill, and who was killed.</returns>
    public async Task<(string[] Victims, TimeSpan Silence)> RunAsync()
    {
        await cluster.UntilWholeAsync();
        await using var tail = await JournalTail.OpenAsync(cluster.Store);
        var campaign = await cluster.SubmitAsync(Campaign(seed));
        string[] all = [.. Enumerable.Range(0, Coordinators.Count).Select(i => $"c{i}"), .. cluster.Agents];
        _random.Shuffle(all);
        var victims = all[..HowMany[_random.Next(HowMany.Length)]];
        var coordinators = victims.Count(IsCoordinator);
        var silence = new Silence();
        var script = new List<string>();
        var next = _random.Next(Rows);
        foreach (var victim in victims)
        {
            await UntilAsync(() => tail.Count >= next, tail, campaign, silence);
            script.Add($"{victim} after {tail.Count} rows");
            await KillAsync(victim);
            silence.Begin();
            Restart(victim);
            next = tail.Count + _random.Next(MostRowsBetween);
        }

        say($"seed {seed}: {string.Join(", ", script)}");
        await UntilAsync(() => false, tail, campaign, silence);
        var bound = coordinators > 1 ? TwoDeadBound : Coordinators.FailoverBound;
        Assert.True(silence.Longest < bound, $"{string.Join(", ", script)}: the campaign was silent for {silence.Longest.TotalSeconds:F1} s.");
        await AgreesAsync(campaign, tail);
        say($"seed {seed} agrees; silent for {silence.Longest.TotalSeconds:F1} s");
        return (victims, silence.Longest);
    }

    private static bool IsCoordinator(string victim) => victim[0] == 'c';

    private Task KillAsync(string victim) => IsCoordinator(victim) ? cluster.KillAsync(victim[1] - '0') : cluster.KillAgentAsync(victim);

    private void Restart(string victim)
    {
        if (IsCoordinator(victim)) cluster.Start(victim[1] - '0');
        else cluster.StartAgent(victim);
    }

    private static async Task UntilAsync(Func<bool> state, JournalTail tail, CampaignId campaign, Silence silence)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(5))
        {
            await tail.LookAsync();
            silence.Look(tail.Of(campaign));
            if (state() || tail.IsFinished(campaign)) return;
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(180), $"The campaign has {tail.Of(campaign)} rows, the last after {silence.Longest.TotalSeconds:F0} s, and does not end.");
        }
    }

    private async Task AgreesAsync(CampaignId campaign, JournalTail tail)
    {
        await tail.LookAsync();
        using var reader = StoreReader.Open(cluster.Store);
        var (record, problems) = StoreInspector.Inspect(reader, campaign);
        Assert.Empty(problems);
        Assert.Empty(CampaignVerification.Of(record!, problems).Problems);
        var accepted = record!.TrialEvents.OfType<PairEvents.TrialRecorded>().ToArray();
        if (accepted.Length != Trials)
        {
            foreach (var e in record.TrialEvents) say($"{e}");
        }

        Assert.Equal(Enumerable.Range(1, Trials), accepted.Select(trial => trial.Spec.Number).Order());
        // Each attempt is on record once, and they are numbered without a gap.
        foreach (var trial in record.TrialEvents.GroupBy(e => e.Spec.Number))
        {
            var attempts = trial.Select(e => e switch { PairEvents.TrialRecorded r => r.Key.Attempt, PairEvents.AttemptFailed f => f.Key.Attempt, _ => 0 }).ToArray();
            Assert.Equal(Enumerable.Range(1, attempts.Length), attempts);
        }

        var expected = StatusJson.Write(StoredCampaign.StatusOf(record)).TrimEnd();
        for (var i = 0; i < Coordinators.Count; i++)
        {
            if (!cluster.IsComingUp(i)) await SaysAsync(i, campaign, expected);
        }
    }

    /// <summary>After a while, for who answers may have died last, and what a pair has stored it tells the statistics a moment later.</summary>
    private async Task SaysAsync(int coordinator, CampaignId campaign, string expected)
    {
        var clock = Stopwatch.StartNew();
        string? said;
        do said = (await cluster.AskAsync(coordinator, "campaign", "show", ("id", campaign.Value), ("json", "")))?.TrimEnd();
        while (said != expected && clock.Elapsed < Coordinators.FailoverBound);
        Assert.Equal(expected, said);
    }

    /// <summary>How long nothing of a campaign came into the journal.</summary>
    private sealed class Silence
    {
        private Stopwatch? _clock;
        private int _rows = -1;

        public TimeSpan Longest { get; private set; }

        public void Begin() => _clock ??= Stopwatch.StartNew();

        public void Look(int rows)
        {
            if (_clock is not null && _clock.Elapsed > Longest) Longest = _clock.Elapsed;
            if (rows == _rows) return;
            _rows = rows;
            _clock?.Restart();
        }
    }
}
