using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using ActorBench.Reports.Content;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Outliers;
using ActorBench.Statistics.Shape;
using static ActorBench.Reports.Tables.ReportTable;

namespace ActorBench.Reports.Tables;

/// <summary>How far the figures can be trusted.</summary>
internal static class QualityTables
{
    /// <summary>A row a rule that saw something.</summary>
    public static ReportTable FindingKinds(ReportContent content) => new(
        "Findings: what the rules saw in this campaign, the gravest first. 'actorbench explain CODE' says how each is found.",
        [Left("kind"), Left("code"), "times", Left("meaning"), Left("remedy")],
        [.. content.Findings.GroupBy(finding => finding.Rule).Select(rule => (string[])[Words.Kebab(rule.Key.Kind), rule.Key.Code, $"{rule.Count()}", rule.Key.Meaning, rule.Key.Remedy])]);

    /// <summary>A row a finding.</summary>
    public static ReportTable Findings(ReportContent content) => new(
        "Where each was seen.",
        [Left("code"), Left("where"), Left("evidence")],
        [.. content.Findings.Select(finding => (string[])[finding.Rule.Code, Words.Inert(finding.Where), Words.Inert(finding.Evidence)])]);

    public static ReportTable Thresholds(ReportContent content) => new(
        "Thresholds of the campaign file.",
        [Left("threshold"), Left("result"), Left("evidence")],
        [.. content.Thresholds.Select(one => (string[])[Words.Inert(one.Threshold), one.Passed ? "passed" : "failed", Words.Inert(one.Evidence)])]);

    /// <summary>A row a platform, sentinels and twins among them.</summary>
    public static ReportTable ByPlatform(ReportContent content) => new(
        "Trials by platform. Invalid and outlying trials are counted here and stay in every figure.",
        [Left("platform"), "n of planned", "invalid", Left("rules broken"), "lossy", "outliers, mild", "outliers, severe", "cells dependent", "cells not normal", "largest drift over a cell"],
        [.. content.Analysis.Cells.GroupBy(cell => cell.Cell.Label).Select(platform => Row(content, platform.Key, [.. platform]))]);

    private static string[] Row(ReportContent content, string label, CellAnalysis[] cells)
    {
        var judged = cells.Where(cell => cell.Dependence is not null).ToList();
        var drift = cells.Where(cell => cell.RelativeDrift is not null).MaxBy(cell => Math.Abs(cell.RelativeDrift!.Value));
        var rules = cells.SelectMany(cell => cell.Trials).SelectMany(trial => trial.Result.Flags)
            .Where(flag => flag.StartsWith(TrialFlags.InvalidPrefix, StringComparison.Ordinal))
            .CountBy(flag => flag[TrialFlags.InvalidPrefix.Length..]).OrderBy(rule => rule.Key, StringComparer.Ordinal);
        return
        [
            Words.Inert(label),
            $"{cells.Sum(cell => cell.N)} of {cells.Sum(cell => cell.Planned)}",
            $"{cells.Sum(cell => cell.Invalid)}",
            string.Join(", ", rules.Select(rule => $"{Words.Inert(rule.Key)} {rule.Value}")) is { Length: > 0 } text ? text : Shown.Missing,
            $"{cells.Sum(cell => cell.Lossy)}",
            $"{cells.Sum(cell => cell.Outliers.Count(label => label == OutlierLabel.Mild))}",
            $"{cells.Sum(cell => cell.Outliers.Count(label => label == OutlierLabel.Severe))}",
            $"{judged.Count(cell => cell.Dependence!.IsDependent)} of {judged.Count}",
            $"{cells.Count(cell => cell.NormalityPValue < ShapiroWilk.NotNormal)} of {cells.Count(cell => cell.NormalityPValue is not null)}",
            drift is null ? Shown.NeedMore : $"{Shown.Number(100 * drift.RelativeDrift!.Value, 2)} % ({content.NameOf(drift.Cell)})",
        ];
    }

    public static ReportTable? Precision(ReportContent content) => content.Status.Precision is not { Count: > 0 } all ? null : new(
        $"Stop rule: half-widths of the 95 % intervals at its last look, the widest of a comparison's platforms; the target is ±{Shown.Number((content.Spec.Stop?.TargetMilliPercent ?? 0) / 1000.0, 2)} %.",
        [Left("comparison"), Left("class"), "after repetition", "mean ±%", "median ±%", Left("precision")],
        [.. all.Select(one => (string[])
        [
            $"{Words.Of(one.Look.Protocol).ToUpperInvariant()} {Words.SizeText(one.Look.RequestBytes)}",
            Words.Inert(one.Look.SizeClass),
            $"{one.AfterRepetition}",
            one.Look.MeanPercent is { } mean ? Shown.Number(mean, 2) : Shown.Missing,
            one.Look.MedianPercent is { } median ? Shown.Number(median, 2) : Shown.Missing,
            one.Look.Met ? "met" : "not met",
        ])]);

    /// <summary>A row a number of pairs; null for a campaign whose pairs begin alone.</summary>
    public static ReportTable? Starts(ReportContent content) => content.Analysis.Starts is not { Count: > 0 } all ? null : new(
        $"Starts in common: trials of several pairs whose windows had to begin at one instant. Skew is the latest beginning less the earliest, in per cent of the window (at most {Shown.Number(100 * CommonStart.MostSkew, 0)} %); 'shared' is the part of the window in which all were open.",
        ["pairs", "starts", "without all pairs", "skew, median ms", "skew, largest ms", "skew, largest %", "least shared, %", "clocks known within, ms"],
        [.. all.GroupBy(start => start.Members).OrderBy(pairs => pairs.Key).Select(pairs => Row(pairs.Key, [.. pairs]))]);

    private static string[] Row(int members, CommonStart[] starts) =>
    [
        $"{members}",
        $"{starts.Length}",
        $"{starts.Count(start => start.Trials.Count < start.Members)}",
        Shown.Number(starts.Select(start => start.SkewNs).Order().ElementAt(starts.Length / 2) / 1e6, 3),
        Shown.Number(starts.Max(start => start.SkewNs) / 1e6, 3),
        Shown.Number(100 * starts.Max(start => start.Skew), 2),
        Shown.Number(100 * starts.Min(start => start.WindowNs > 0 ? Math.Min(1, (double)start.SharedNs / start.WindowNs) : 0), 1),
        Shown.Number(starts.Max(start => start.BoundNs) / 1e6, 3),
    ];

    /// <summary>Null for a campaign with one engine.</summary>
    public static ReportTable? Agreement(ReportContent content) => content.Status.Agreement is not { Count: > 0 } all ? null : new(
        "Agreement of the two engines by blocks (Bland and Altman): native less netperf, in per cent of their mean. The bias has Student's 95 % interval; 95 % of differences lie within the limits.",
        [Left("cell"), Left("platform"), "pairs", "bias, % [95 % CI]", "limits of agreement, %"],
        [.. all.Select(one => (string[])
        [
            CellNames.Of(one.Cell, withEngine: false),
            Words.Inert(one.Cell.Label),
            $"{one.Pairs}",
            Agreement(one.BiasPercent, one.BiasLowPercent, one.BiasHighPercent, one.Pairs),
            one.Pairs < RateFigures.FewestForInterval ? Shown.NeedMore : Range(one.LowerLimitPercent, one.UpperLimitPercent),
        ])]);

    private static string Agreement(double? bias, double? low, double? high, int pairs) =>
        bias is not { } x ? Shown.Missing : $"{Shown.Number(x, 2)} {(pairs < RateFigures.FewestForInterval ? $"({Shown.NeedMore})" : $"[{Range(low, high)}]")}";

    private static string Range(double? low, double? high) =>
        low is { } from && high is { } to ? $"{Shown.Number(from, 2)}, {Shown.Number(to, 2)}" : Shown.Missing;
}
