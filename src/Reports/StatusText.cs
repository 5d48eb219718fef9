using System.Globalization;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;

namespace ActorBench.Reports;

/// <summary>A status for people: where the campaign is, what runs, and the tables so far.</summary>
public static class StatusText
{
    private const int BarWidth = 40;

    public static void Write(TextWriter output, CampaignStatus status, string? baseline, bool ascii = false)
    {
        foreach (var line in Header(status).Append(Progress(status)).Concat(Running(status)).Concat(Waiting(status))) Line(output, line, ascii);
        output.Write('\n');
        ResultTables.Write(output, status, baseline, ascii);
    }

    /// <summary>'1 h 05 min', '2 min 10 s', '8 s': two units are enough for an estimate.</summary>
    public static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Ceiling(Math.Clamp(seconds, 0, 1e9)));
        return time switch
        {
            { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} d {time.Hours} h"),
            { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes:00} min"),
            { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{time.Seconds} s"),
        };
    }

    private static IEnumerable<string> Header(CampaignStatus status)
    {
        yield return $"{Words.Inert(status.Campaign.Value)} · {Words.Of(status.State)} · started {status.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
        if (status.PausedBecause is { } why) yield return Words.Inert(why);
        var lab = status.Lab.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Key} {fact.Value}");
        yield return $"lab {Words.Inert(string.Join(", ", lab))} · seed {status.Seed.ToString(CultureInfo.InvariantCulture)} · plan {Words.Inert(status.PlanHash)}";
    }

    private static string Progress(CampaignStatus status)
    {
        var settled = status.Accepted + status.Failed + status.Unsupported;
        var share = status.Planned == 0 ? 0 : Math.Clamp((double)settled / status.Planned, 0, 1);
        var full = (int)(share * BarWidth);
        string?[] parts =
        [
            $"{new string('█', full)}{new string('░', BarWidth - full)} {Words.Thousands(settled)} of {Words.Thousands(status.Planned)} trials",
            status.Failed > 0 ? $"{Words.Thousands(status.Failed)} failed" : null,
            status.Unsupported > 0 ? $"{Words.Thousands(status.Unsupported)} unsupported" : null,
            status.EtaSeconds is { } left && status.State == CampaignState.Running ? $"about {Duration(left)} left" : null,
        ];
        return string.Join(" · ", parts.OfType<string>());
    }

    private static IEnumerable<string> Running(CampaignStatus status) => status.Running.Select(trial =>
        $"running: trial {trial.Spec.Number}, {Words.Inert(trial.Spec.Cell.Label)} {Words.Of(trial.Spec.Cell.Protocol)} {Words.SizeText(trial.Spec.Cell.RequestBytes)}{Words.Suffix(trial.Spec.Cell)}"
        + $" on {Words.Inert(trial.Spec.Pair.ToString())}{(trial.Attempt > 1 ? $", attempt {trial.Attempt}" : "")}");

    private static IEnumerable<string> Waiting(CampaignStatus status) => (status.Waiting ?? [])
        .OrderBy(one => one.Pair.ToString(), StringComparer.Ordinal)
        .Select(one => $"waiting: {Words.Inert(one.Pair.ToString())}, since {one.Since.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC: {Words.Inert(one.Reason)}");

    private static void Line(TextWriter output, string line, bool ascii)
    {
        output.Write(ascii ? Ascii.Of(line) : line);
        output.Write('\n');
    }
}
