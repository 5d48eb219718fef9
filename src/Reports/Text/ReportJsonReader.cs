using System.Text.Json;
using ActorBench.Reports.Thresholds;
using ActorBench.Statistics.Findings;

namespace ActorBench.Reports.Text;

/// <summary>Reads what <see cref="ReportJson"/> says of a campaign as a whole.</summary>
public static class ReportJsonReader
{
    /// <returns>Findings of rules that this build knows; another build's own are left out.</returns>
    /// <exception cref="JsonException">It is no report.</exception>
    public static (IReadOnlyList<ThresholdOutcome> Thresholds, IReadOnlyList<Finding> Findings) Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var report = document.RootElement;
        return (
            [.. report.GetProperty("thresholds").EnumerateArray().Select(one => new ThresholdOutcome(Text(one, "threshold"), one.GetProperty("passed").GetBoolean(), Text(one, "evidence")))],
            [.. report.GetProperty("findings").EnumerateArray().Select(Finding).OfType<Finding>()]);
    }

    private static Finding? Finding(JsonElement one) => FindingRules.All.FirstOrDefault(rule => rule.Code == Text(one, "code")) is { } rule
        ? new Finding(rule, Text(one, "where"), Text(one, "evidence"))
        : null;

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString() ?? "";
}
