using System.Globalization;
using ActorBench.Messages.Agents;
using ActorBench.Messages.Campaigns;

namespace ActorBench.Reports.Content;

/// <summary>What stands above all figures of a report.</summary>
internal static class Notices
{
    /// <summary>What a reader must know before any number; empty for a campaign that went as planned.</summary>
    public static IEnumerable<string> Of(ReportContent content)
    {
        var status = content.Status;
        if (!content.IsFinished)
            yield return $"This campaign is not finished: {Words.Thousands(status.Accepted)} of {Words.Thousands(status.Planned)} trials are accepted. All figures are of these alone.";
        else if (status.Failed > 0)
            yield return $"{Words.Thousands(status.Failed)} of {Words.Thousands(status.Planned)} trials were given up and are in no figure; see the deviations.";
        if (status.Precision?.Any(one => !one.Look.Met) == true && content.IsFinished)
            yield return "The stop rule's precision was not met in every comparison; see the data quality.";
        if (Emulated(content) is { Length: > 0 } emulated)
            yield return $"Measured on emulated machines: {emulated}. Their ratios are about the emulation, not about the platform on hardware.";
        if (content.Record.Started.Lab.GetValueOrDefault(ManagementTransport.FactName) == ManagementTransport.Insecure)
            yield return "The nodes' messages were neither encrypted nor authenticated (--insecure): whoever reached their addresses could have given orders.";
        foreach (var twin in content.Analysis.Twins.Where(twin => twin.Ratio.Test?.Ratio.Interval?.Contains(1) == false))
            yield return $"A/A failed: {Words.Inert(content.Baseline)} differs from itself in {content.NameOf(twin.Cell.Cell)} by {Shown.Overhead(twin)}. Differences of this size mean nothing here.";
    }

    public static IEnumerable<string> Facts(ReportContent content)
    {
        var (status, started) = (content.Status, content.Record.Started);
        yield return $"{Words.Of(status.State)} · {Words.Thousands(status.Accepted)} of {Words.Thousands(status.Planned)} trials · {content.Plan.Cells.Count} cells · started {Time(started.At)}";
        yield return $"{WireText.Of(started.Lab)} · seed {content.Spec.Seed.ToString(CultureInfo.InvariantCulture)} · plan {content.Plan.Hash[..12]} · report of {Time(content.Occasion.Made)} by ActorBench {Words.Inert(content.Occasion.Build)}";
    }

    private static string Emulated(ReportContent content) => string.Join(", ",
        content.Environments.Where(one => one.Facts.GetValueOrDefault(GuestFactNames.Emulated) == "true").Select(one => Words.Inert(one.Platform)).Distinct().Order(StringComparer.Ordinal));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
