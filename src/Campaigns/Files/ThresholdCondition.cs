using System.Globalization;
using System.Text.RegularExpressions;
using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary>The right side of a threshold: <c>&lt; 2.5 %</c>.</summary>
internal static partial class ThresholdCondition
{
    private const long Hour = 3_600_000_000_000;

    public static (ThresholdSign Sign, double Limit) Read(Place place, string text, ThresholdMetric metric)
    {
        if (Form().Match(text) is not { Success: true } form || !Words.ThresholdSigns.TryRead(form.Groups["sign"].Value, out var sign))
            throw place.Refusal($"{Shown.Quoted(text)} is not a condition; write one of {string.Join(' ', Words.ThresholdSigns.All)} and a value, such as '{Example(metric)}'");
        return (sign, Limit(place, form.Groups["value"].Value, metric));
    }

    private static double Limit(Place place, string text, ThresholdMetric metric) => metric switch
    {
        ThresholdMetric.Rate => Read(place, text, Quantity.Rate, 100_000_000_000_000) / 1e6,
        ThresholdMetric.P50 or ThresholdMetric.P90 or ThresholdMetric.P99 => Read(place, text, Quantity.Time, Hour) / 1e3,
        ThresholdMetric.Ratio => Ratio(place, text),
        _ => Read(place, text, Quantity.Percent, 1_000_000_000) / 1e3,
    };

    private static double Read(Place place, string text, Quantity quantity, long most) => quantity.Read(place, text, "a threshold", 0, most);

    private static double Ratio(Place place, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio is > 0 and < 1e6
            ? ratio
            : throw place.Refusal($"{Shown.Quoted(text)} is not a ratio; write a bare number such as '0.95'");

    private static string Example(ThresholdMetric metric) => metric switch
    {
        ThresholdMetric.Rate => "> 90 Mbit/s",
        ThresholdMetric.P50 or ThresholdMetric.P90 or ThresholdMetric.P99 => "< 2 ms",
        ThresholdMetric.Ratio => "> 0.95",
        _ => "< 2.5 %",
    };

    [GeneratedRegex(@"^(?<sign>[<>=!]+) *(?<value>[^<>=! ].*)\z")]
    private static partial Regex Form();
}
