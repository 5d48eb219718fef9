using System.Text.Json;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;

namespace ActorBench.Reports;

/// <summary>A status for scripts. The keys are fixed; a value that does not exist is null.</summary>
public static class StatusJson
{
    public static string Write(CampaignStatus status) => JsonText.Of(json => Write(json, status));

    /// <summary>The same in one line, for <see cref="StatusJsonReader"/>.</summary>
    public static string Line(CampaignStatus status) => JsonText.LineOf(json => Write(json, status));

    private static void Write(Utf8JsonWriter json, CampaignStatus status)
    {
        json.WriteStartObject();
        json.WriteString("campaign", status.Campaign.Value);
        json.WriteString("state", Words.Of(status.State));
        json.WriteString("paused_because", status.PausedBecause);
        json.WriteString("plan_hash", status.PlanHash);
        json.WriteNumber("seed", status.Seed);
        json.WriteString("started_at", Words.Time(status.StartedAt));
        json.WriteNumber("planned", status.Planned);
        json.WriteNumber("accepted", status.Accepted);
        json.WriteNumber("failed", status.Failed);
        json.WriteNumber("unsupported", status.Unsupported);
        json.WriteNumber("rejected_attempts", status.RejectedAttempts);
        json.WriteValue("eta_s", status.EtaSeconds);
        json.WriteStartObject("lab");
        foreach (var (name, fact) in status.Lab.OrderBy(fact => fact.Key, StringComparer.Ordinal)) json.WriteString(name, fact);
        json.WriteEndObject();
        json.WriteStartArray("cells");
        foreach (var cell in status.Cells) Write(json, cell);
        json.WriteEndArray();
        json.WriteStartArray("running");
        foreach (var trial in status.Running) Write(json, trial);
        json.WriteEndArray();
        json.WriteStartArray("waiting");
        foreach (var pair in status.Waiting ?? []) Write(json, pair);
        json.WriteEndArray();
        json.WriteString("baseline", status.Baseline);
        json.WriteStartArray("precision");
        foreach (var one in status.Precision ?? []) Write(json, one);
        json.WriteEndArray();
        json.WriteStartArray("agreement");
        foreach (var cell in status.Agreement ?? []) Write(json, cell);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PairWaiting waiting)
    {
        json.WriteStartObject();
        json.WriteString("pair", waiting.Pair.ToString());
        json.WriteString("reason", waiting.Reason);
        json.WriteString("since", Words.Time(waiting.Since));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EngineAgreement agreement)
    {
        json.WriteStartObject();
        WriteCell(json, agreement.Cell);
        json.WriteNumber("pairs", agreement.Pairs);
        json.WriteValue("bias_pct", agreement.BiasPercent);
        json.WriteValue("bias_low_pct", agreement.BiasLowPercent);
        json.WriteValue("bias_high_pct", agreement.BiasHighPercent);
        json.WriteValue("lower_limit_pct", agreement.LowerLimitPercent);
        json.WriteValue("upper_limit_pct", agreement.UpperLimitPercent);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CellStatus status)
    {
        json.WriteStartObject();
        WriteCell(json, status.Cell);
        json.WriteNumber("planned", status.Planned);
        json.WriteNumber("n", status.N);
        json.WriteNumber("failed", status.Failed);
        json.WriteString("unsupported", status.Unsupported);
        json.WriteValue("mean_both_mbit_s", status.MeanBothMbitS);
        json.WriteValue("mean_oneway_mbit_s", status.MeanOnewayMbitS);
        json.WriteValue("sd_both_mbit_s", status.SdBothMbitS);
        json.WriteValue("cv_pct", status.CvPercent);
        json.WriteValue("mean_exchanges_per_s", status.MeanExchangesPerSecond);
        json.WriteNumber("lossy", status.Lossy);
        json.WriteNumber("invalid", status.Invalid);
        json.WriteValue("median_both_mbit_s", status.MedianBothMbitS);
        json.WriteInterval("mean_ci95_both_mbit_s", status.MeanInterval);
        json.WriteInterval("median_ci95_both_mbit_s", status.MedianInterval);
        json.WriteInterval("cv_ci95_pct", status.CvPercentInterval);
        json.WriteValue("common_blocks", status.Beside?.Blocks);
        json.WriteValue("overhead_pct", status.Beside?.OverheadPercent);
        json.WriteInterval("overhead_ci95_pct", status.Beside?.OverheadInterval);
        json.WriteString("verdict", status.Beside is { } beside ? Words.Kebab(beside.Verdict) : null);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ComparisonPrecision precision)
    {
        json.WriteStartObject();
        json.WriteString("protocol", Words.Of(precision.Look.Protocol));
        json.WriteString("class", precision.Look.SizeClass);
        json.WriteNumber("size_bytes", precision.Look.RequestBytes);
        json.WriteNumber("after_repetition", precision.AfterRepetition);
        json.WriteValue("mean_half_width_pct", precision.Look.MeanPercent);
        json.WriteValue("median_half_width_pct", precision.Look.MedianPercent);
        json.WriteBoolean("met", precision.Look.Met);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RunningTrial running)
    {
        json.WriteStartObject();
        json.WriteNumber("trial", running.Spec.Number);
        json.WriteNumber("attempt", running.Attempt);
        json.WriteString("pair", running.Spec.Pair.ToString());
        json.WriteNumber("block", running.Spec.Block);
        json.WriteNumber("repetition", running.Spec.Repetition);
        WriteCell(json, running.Spec.Cell);
        json.WriteString("since", Words.Time(running.Since));
        json.WriteEndObject();
    }

    /// <summary>The properties that name a cell, in every JSON of ours.</summary>
    internal static void WriteCell(Utf8JsonWriter json, Cell cell)
    {
        json.WriteString("platform", cell.Label);
        json.WriteString("role", Words.Of(cell.Role));
        json.WriteString("engine", Words.Of(cell.Engine));
        json.WriteString("protocol", Words.Of(cell.Protocol));
        json.WriteString("class", cell.SizeClass);
        json.WriteNumber("size_bytes", cell.RequestBytes);
        json.WriteNumber("response_bytes", cell.ResponseBytes);
        json.WriteValue("concurrency", cell.Concurrency);
    }
}
