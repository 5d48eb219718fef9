using System.Globalization;

namespace ActorBench.Cluster.Tests;

[Collection("cluster")]
public sealed class KillScheduleSpecs(SharedCluster shared, ITestOutputHelper output)
{
    private const int First = 20260301;

    /// <summary>A guest node, and one together with a coordinator.</summary>
    private const int Few = 2;

    private const int Many = 200;

    /// <summary>ACTORBENCH_LONG=1 for two hundred; ACTORBENCH_SCHEDULES=41-80 for these of them.</summary>
    [Fact]
    public async Task Whatever_is_killed_whenever_no_trial_is_lost_or_doubled_and_the_figures_are_those_of_the_stored_trials()
    {
        var cluster = await shared.GetAsync();
        var runs = new List<(string[] Victims, TimeSpan Silence)>();
        foreach (var number in Numbers()) runs.Add(await new KillSchedule(cluster, First + number, output.WriteLine).RunAsync());
        // Who was started again at once has put nobody out.
        await cluster.UntilWholeAsync();
        foreach (var kind in runs.GroupBy(run => string.Join(" + ", run.Victims.Select(Kind).Order())).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            var seconds = kind.Select(run => run.Silence.TotalSeconds).Order().ToArray();
            output.WriteLine($"{kind.Key}: {seconds.Length} schedules, silent for {seconds[0]:F1} to {seconds[^1]:F1} s, median {seconds[seconds.Length / 2]:F1} s");
        }
    }

    private static string Kind(string victim) => victim[0] == 'c' ? "coordinator" : victim.Contains('/', StringComparison.Ordinal) ? "guest" : "host";

    private static IEnumerable<int> Numbers()
    {
        if (Environment.GetEnvironmentVariable("ACTORBENCH_SCHEDULES") is { Length: > 0 } some)
        {
            int[] ends = [.. some.Split('-').Select(end => int.Parse(end, NumberStyles.None, CultureInfo.InvariantCulture))];
            return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
        }

        return Enumerable.Range(1, Environment.GetEnvironmentVariable("ACTORBENCH_LONG") is { Length: > 0 } ? Many : Few);
    }
}
