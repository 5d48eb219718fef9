using System.Text.Json;
using ActorBench.Reports.Content;
using ActorBench.Statistics;
using ActorBench.Statistics.Analysis;

using FileWords = ActorBench.Campaigns.Plans.Words;

namespace ActorBench.Reports.Text;

/// <summary>The analysis for scripts. A figure is an object of its value and the ends of its 95 % interval, null where there is none.</summary>
public static class ReportJson
{
    private const int SchemaVersion = 1;

    public static string Write(ReportContent content) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", SchemaVersion);
        json.WriteString("campaign", content.Record.Campaign.Value);
        json.WriteString("state", Words.Of(content.Status.State));
        json.WriteBoolean("finished", content.IsFinished);
        json.WriteNumber("planned", content.Status.Planned);
        json.WriteNumber("accepted", content.Status.Accepted);
        json.WriteNumber("failed", content.Status.Failed);
        json.WriteNumber("unsupported", content.Status.Unsupported);
        json.WriteString("plan_hash", content.Plan.Hash);
        json.WriteNumber("seed", content.Spec.Seed);
        json.WriteString("baseline", content.Baseline);
        json.WriteNumber("margin", content.Analysis.Input.Margin);
        json.WriteString("wire", WireText.Of(content.Record.Started.Lab));
        json.WriteString("build", content.Occasion.Build);
        json.WriteString("made_at", Words.Time(content.Occasion.Made));
        json.WriteString("reproduce", Reproduction.Command(content));
        json.WriteString("rows_csv_sha256", content.Raw.CsvSha256);
        json.WriteString("rows_json_sha256", content.Raw.JsonSha256);
        Array(json, "notices", Notices.Of(content), json.WriteStringValue);
        Array(json, "platforms", PlatformSummary.Of(content), one => Platform(json, one));
        Array(json, "cells", content.Analysis.Cells, one => Cell(json, one));
        Array(json, "comparisons", content.Analysis.Comparisons, one => Comparison(json, one));
        Array(json, "twins", content.Analysis.Twins, one => Comparison(json, one));
        Array(json, "levels", content.Analysis.Levels, one => Level(json, one));
        Array(json, "findings", content.Findings, one => Object(json, () =>
        {
            json.WriteString("code", one.Rule.Code);
            json.WriteString("kind", Words.Kebab(one.Rule.Kind));
            json.WriteString("where", one.Where);
            json.WriteString("evidence", one.Evidence);
        }));
        Array(json, "thresholds", content.Thresholds, one => Object(json, () =>
        {
            json.WriteString("threshold", one.Threshold);
            json.WriteBoolean("passed", one.Passed);
            json.WriteString("evidence", one.Evidence);
        }));
        json.WriteString("guests", FileWords.Guests.Of(content.Spec.Guests));
        Array(json, "starts", content.Starts, one => Object(json, () =>
        {
            json.WriteString("platform", one.Platform);
            json.WriteNumber("starts", one.Count);
            json.WriteNumber("min_ms", one.MinMs);
            json.WriteNumber("median_ms", one.MedianMs);
            json.WriteNumber("max_ms", one.MaxMs);
        }));
        Array(json, "split_blocks", content.Analysis.Input.SplitBlocks.Order(), json.WriteNumberValue);
        json.WriteEndObject();
    });

    private static void Platform(Utf8JsonWriter json, PlatformSummary platform) => Object(json, () =>
    {
        json.WriteString("platform", platform.Platform);
        json.WriteString("verdict", platform.Badge);
        json.WriteString("sentence", platform.Sentence);
        Figure(json, "overall_ratio", platform.Overall?.Value, platform.Overall?.Interval);
        json.WriteNumber("blocks", platform.Blocks);
    });

    private static void Cell(Utf8JsonWriter json, CellAnalysis cell) => Object(json, () =>
    {
        StatusJson.WriteCell(json, cell.Cell);
        json.WriteNumber("planned", cell.Planned);
        json.WriteNumber("n", cell.N);
        json.WriteNumber("failed", cell.Failed);
        json.WriteNumber("invalid", cell.Invalid);
        json.WriteNumber("lossy", cell.Lossy);
        json.WriteString("unsupported", cell.Unsupported);
        Figure(json, "mean_both_mbit_s", cell.N == 0 ? null : cell.Figures.Moments.Mean, cell.Figures.MeanInterval);
        json.WriteValue("harmonic_mean_both_mbit_s", cell.Figures.HarmonicMean);
        Figure(json, "median_both_mbit_s", cell.Figures.Median, cell.Figures.MedianInterval);
        json.WriteValue("sd_both_mbit_s", cell.Figures.Moments.StandardDeviation);
        Figure(json, "cv_pct", 100 * cell.Figures.Moments.CoefficientOfVariation, cell.Figures.CvInterval?.Map(end => 100 * end));
        json.WriteValue("limit_both_mbit_s", cell.LimitBothMbitS);
        Figure(json, "rtt_p50_us", cell.Latency?.P50.Median, cell.Latency?.P50.Interval);
        Figure(json, "rtt_p90_us", cell.Latency?.P90.Median, cell.Latency?.P90.Interval);
        Figure(json, "rtt_p99_us", cell.Latency?.P99.Median, cell.Latency?.P99.Interval);
        Figure(json, "cpu_initiator_pct", cell.InitiatorCpu?.BusyPercent.Median, cell.InitiatorCpu?.BusyPercent.Interval);
        Figure(json, "cpu_responder_pct", cell.ResponderCpu?.BusyPercent.Median, cell.ResponderCpu?.BusyPercent.Interval);
        json.WriteValue("drift_pct", 100 * cell.RelativeDrift);
        if (cell.Dependence is { } dependence) json.WriteBoolean("dependent", dependence.IsDependent);
        else json.WriteNull("dependent");
        json.WriteNumber("outliers", cell.Outliers.Count(label => label != Statistics.Outliers.OutlierLabel.None));
    });

    private static void Comparison(Utf8JsonWriter json, PlatformComparison comparison) => Object(json, () =>
    {
        StatusJson.WriteCell(json, comparison.Cell.Cell);
        json.WriteString("baseline", comparison.Baseline.Cell.Label);
        json.WriteNumber("blocks", comparison.Ratio.Blocks);
        Figure(json, "ratio", comparison.Ratio.Ratio, comparison.Ratio.Test?.Ratio.Interval);
        json.WriteString("method", Words.Kebab(comparison.Ratio.Method));
        Figure(json, "overhead_pct", comparison.OverheadPercent?.Value, comparison.OverheadPercent?.Interval);
        Figure(json, "ratio_of_means", comparison.RatioOfMeans?.Value, comparison.RatioOfMeans?.Interval);
        Figure(json, "ratio_of_medians", comparison.HodgesLehmann?.Value, comparison.HodgesLehmann?.Interval);
        Figure(json, "cv_ratio", comparison.CvRatio?.Value, comparison.CvRatio?.Interval);
        json.WriteString("verdict", Shown.Verdict(comparison));
        json.WriteBoolean("equivalent", comparison.Verdict.Equivalent);
        json.WriteString("difference", Words.Kebab(comparison.Verdict.Difference));
    });

    private static void Level(Utf8JsonWriter json, LevelFigures level) => Object(json, () =>
    {
        StatusJson.WriteCell(json, level.Cell.Cell);
        json.WriteNumber("rounds", level.Rounds);
        Figure(json, "total_both_mbit_s", level.TotalMbitS?.Value, level.TotalMbitS?.Interval);
        json.WriteNumber("blocks", level.BesideAlone?.Blocks ?? 0);
        Figure(json, "ratio_to_alone", level.BesideAlone?.Ratio, level.BesideAlone?.Test?.Ratio.Interval);
        json.WriteValue("jain_mean", level.MeanJain);
        json.WriteValue("jain_worst", level.LeastJain);
        json.WriteBoolean("contended", level.IsContended);
    });

    private static void Figure(Utf8JsonWriter json, string name, double? value, Interval? interval)
    {
        json.WriteStartObject(name);
        json.WriteValue("value", value);
        json.WriteValue("low", interval?.Low);
        json.WriteValue("high", interval?.High);
        json.WriteEndObject();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(item);
        json.WriteEndArray();
    }

    private static void Object(Utf8JsonWriter json, Action write)
    {
        json.WriteStartObject();
        write();
        json.WriteEndObject();
    }
}
