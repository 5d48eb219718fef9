using System.Globalization;
using System.Text.Json;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;

namespace ActorBench.Reports;

/// <summary>Reads what <see cref="StatusJson"/> writes.</summary>
/// <remarks>Over the document and not by a serializer, whose generic code is compiled anew in each short process that asks for a status.</remarks>
public static class StatusJsonReader
{
    /// <exception cref="JsonException">It is no status.</exception>
    public static CampaignStatus Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var status = document.RootElement;
        return new CampaignStatus(
            new CampaignId(Text(status, "campaign")!),
            OfWord<CampaignState>(Text(status, "state")!),
            Text(status, "plan_hash")!,
            status.GetProperty("seed").GetUInt64(),
            status.GetProperty("lab").EnumerateObject().ToDictionary(fact => fact.Name, fact => fact.Value.GetString()!),
            Time(status, "started_at"),
            Number(status, "planned"),
            Number(status, "accepted"),
            Number(status, "failed"),
            Number(status, "unsupported"),
            Number(status, "rejected_attempts"),
            Value(status, "eta_s"),
            status.GetProperty("cells").EnumerateArray().Select(CellStatus).ToArray(),
            status.GetProperty("running").EnumerateArray().Select(Running).ToArray(),
            Text(status, "baseline"),
            status.GetProperty("precision").EnumerateArray().Select(Precision).ToArray(),
            status.GetProperty("agreement").EnumerateArray().Select(Agreement).ToArray(),
            Text(status, "paused_because"),
            status.GetProperty("waiting").EnumerateArray().Select(Waiting).ToArray());
    }

    private static PairWaiting Waiting(JsonElement waiting) => new(PairId.Parse(Text(waiting, "pair")!), Text(waiting, "reason")!, Time(waiting, "since"));

    private static EngineAgreement Agreement(JsonElement agreement) => new(
        Cell(agreement),
        Number(agreement, "pairs"),
        Value(agreement, "bias_pct"),
        Value(agreement, "bias_low_pct"),
        Value(agreement, "bias_high_pct"),
        Value(agreement, "lower_limit_pct"),
        Value(agreement, "upper_limit_pct"));

    private static CellStatus CellStatus(JsonElement cell) => new(
        Cell(cell),
        Number(cell, "planned"),
        Number(cell, "n"),
        Number(cell, "failed"),
        Text(cell, "unsupported"),
        Value(cell, "mean_both_mbit_s"),
        Value(cell, "mean_oneway_mbit_s"),
        Value(cell, "sd_both_mbit_s"),
        Value(cell, "cv_pct"),
        Value(cell, "mean_exchanges_per_s"),
        Number(cell, "lossy"),
        Number(cell, "invalid"),
        Value(cell, "median_both_mbit_s"),
        Ends(cell, "mean_ci95_both_mbit_s"),
        Ends(cell, "median_ci95_both_mbit_s"),
        Ends(cell, "cv_ci95_pct"),
        Beside(cell));

    private static BesideBaseline? Beside(JsonElement cell) => Text(cell, "verdict") is { } verdict && Value(cell, "overhead_pct") is { } overhead
        ? new BesideBaseline(Number(cell, "common_blocks"), overhead, Ends(cell, "overhead_ci95_pct"), OfWord<ComparisonVerdict>(verdict))
        : null;

    private static ComparisonPrecision Precision(JsonElement one) => new(
        Number(one, "after_repetition"),
        new ComparisonLook(
            OfWord<Protocol>(Text(one, "protocol")!),
            Text(one, "class")!,
            Number(one, "size_bytes"),
            Value(one, "mean_half_width_pct"),
            Value(one, "median_half_width_pct"),
            one.GetProperty("met").GetBoolean()));

    private static RunningTrial Running(JsonElement trial) => new(
        new TrialSpec(
            Number(trial, "trial"), Number(trial, "block"), Number(trial, "repetition"), PairId.Parse(Text(trial, "pair")!), Cell(trial)),
        Number(trial, "attempt"),
        Time(trial, "since"));

    private static Cell Cell(JsonElement cell) => new(
        Text(cell, "platform")!.Split('.')[0],
        OfWord<Protocol>(Text(cell, "protocol")!),
        Text(cell, "class")!,
        Number(cell, "size_bytes"),
        Number(cell, "response_bytes"),
        OfWord<CellRole>(Text(cell, "role")!),
        OfWord<Engine>(Text(cell, "engine")!),
        (int?)Value(cell, "concurrency"));

    private static T OfWord<T>(string word)
        where T : struct, Enum => Array.Find(Enum.GetValues<T>(), value => Words.Kebab(value) == word);

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static double? Value(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static IntervalEnds? Ends(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.Array } ends ? new IntervalEnds(ends[0].GetDouble(), ends[1].GetDouble()) : null;

    private static DateTimeOffset Time(JsonElement of, string name) =>
        DateTimeOffset.Parse(Text(of, name)!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
