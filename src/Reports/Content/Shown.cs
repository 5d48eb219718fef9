using ActorBench.Messages.Statistics;
using ActorBench.Statistics;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Comparisons;

namespace ActorBench.Reports.Content;

/// <summary>Numbers as a report prints them: an estimate never without its interval, or the reason why it has none.</summary>
internal static class Shown
{
    public const string Missing = ResultTable.Missing;

    /// <summary>Where fewer trials than an interval needs leave a place empty.</summary>
    public static string NeedMore => ResultTable.TooFew;

    /// <summary>'94.12 [93.90, 94.34]', with as many decimals as the interval gives a meaning.</summary>
    public static string Estimate(double? value, Interval? interval, int n)
    {
        if (value is not { } x) return Missing;
        var decimals = Decimals(interval?.HalfWidth is > 0 and var half ? half : x / 100);
        return $"{Number(x, decimals)} {Brackets(interval, n, decimals)}";
    }

    public static string Estimate(Estimate? estimate, int n) => Estimate(estimate?.Value, estimate?.Interval, n);

    public static string Estimate(TrialMedian? median, int n) => Estimate(median?.Median, median?.Interval, n);

    /// <summary>A fraction in per cent, two decimals.</summary>
    public static string Percent(double? fraction, Interval? interval, int n) =>
        fraction is { } x ? $"{Number(100 * x, 2)} % {Brackets(interval?.Map(end => 100 * end), n, 2)}" : Missing;

    /// <summary>What is in per cent already, one decimal, or two where the interval is narrow.</summary>
    public static string PerCent(Estimate? percent, int n)
    {
        if (percent is not { } x) return Missing;
        var decimals = x.Interval is { HalfWidth: < 0.5 } ? 2 : 1;
        return $"{Number(x.Value, decimals)} % {Brackets(x.Interval, n, decimals)}";
    }

    public static string Overhead(PlatformComparison comparison) => PerCent(comparison.OverheadPercent, comparison.Ratio.Blocks);

    public static string Ratio(Estimate? ratio, int n) => ratio is { } x ? $"{Number(x.Value, 4)} {Brackets(x.Interval, n, 4)}" : Missing;

    public static string Number(double? value) => value is { } x ? Number(x, Decimals(x / 100)) : Missing;

    /// <summary>Zero has no sign.</summary>
    public static string Number(double value, int decimals)
    {
        var text = Words.Thousands(value, decimals);
        return text.StartsWith('-') && text.All(c => c is '-' or '0' or '.') ? text[1..] : text.Replace('-', '−');
    }

    public static string Verdict(PlatformComparison comparison) => comparison.Ratio.Test is null ? NeedMore : Verdict(comparison.Verdict);

    public static string Verdict(Verdict verdict) => verdict.Word switch
    {
        ComparisonVerdict.Inconclusive => "not decided",
        ComparisonVerdict.SlowerWithinMargin => "slower, within the margin",
        ComparisonVerdict.FasterWithinMargin => "faster, within the margin",
        var word => Words.Kebab(word),
    };

    public static string Margin(double margin) => $"±{Number(100 * margin, 1).Replace(".0", "", StringComparison.Ordinal)} %";

    private static string Brackets(Interval? interval, int n, int decimals) =>
        interval is { } both ? $"[{Number(both.Low, decimals)}, {Number(both.High, decimals)}]" : n < RateFigures.FewestForInterval ? $"({NeedMore})" : "(no interval)";

    /// <summary>Two digits of a value that is uncertain by so much.</summary>
    private static int Decimals(double uncertainty) =>
        uncertainty == 0 || !double.IsFinite(uncertainty) ? 2 : Math.Clamp(1 - (int)Math.Floor(Math.Log10(Math.Abs(uncertainty))), 0, 6);
}
