using System.Text.Json;
using ActorBench.Messages.Plans;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Comparisons;

namespace ActorBench.Reports.Comparison;

/// <summary>Two campaigns for scripts. What does not exist is null.</summary>
public static class ComparisonJson
{
    public static string Write(ComparedCampaigns both) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("a", both.A.Id.Value);
        json.WriteString("b", both.B.Id.Value);
        json.WriteNumber("margin_pct", 100 * both.Difference.Margin);
        Array(json, "method", both.Method, one =>
        {
            json.WriteString("setting", one.Setting);
            json.WriteString("a", one.A);
            json.WriteString("b", one.B);
        });
        Array(json, "environments", both.Environments.SelectMany(table => table.Facts.Select(fact => (table.Of, Fact: fact))), one =>
        {
            json.WriteString("endpoint", one.Of);
            json.WriteString("fact", one.Fact.Name);
            json.WriteString("a", one.Fact.Values[0]);
            json.WriteString("b", one.Fact.Values[1]);
        });
        Array(json, "cells", both.Difference.Cells, cell => Write(json, cell));
        Array(json, "only_a", both.Difference.OnlyA, cell => WriteCell(json, cell));
        Array(json, "only_b", both.Difference.OnlyB, cell => WriteCell(json, cell));
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, CellDifference cell)
    {
        WriteCell(json, cell.A.Cell);
        Write(json, "a", cell.A.Figures);
        Write(json, "b", cell.B.Figures);
        json.WriteValue("delta_pct", Percent(cell.Ratio));
        json.WriteValue("delta_low_pct", Percent(cell.Test?.Ratio.Interval?.Low));
        json.WriteValue("delta_high_pct", Percent(cell.Test?.Ratio.Interval?.High));
        json.WriteValue("p_adjusted", cell.Verdict.AdjustedPValue);
        json.WriteString("verdict", cell.Test is null ? "too-few" : cell.Verdict.Difference == Difference.Unproven ? "none-proven" : Words.Kebab(cell.Verdict.Difference));
        json.WriteBoolean("equivalent", cell.Verdict.Equivalent);
    }

    private static void Write(Utf8JsonWriter json, string name, RateFigures figures)
    {
        json.WriteStartObject(name);
        json.WriteNumber("n", figures.N);
        json.WriteValue("median_both_mbit_s", figures.Median);
        json.WriteValue("median_low_mbit_s", figures.MedianInterval?.Low);
        json.WriteValue("median_high_mbit_s", figures.MedianInterval?.High);
        json.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter json, Cell cell)
    {
        json.WriteString("platform", cell.Label);
        json.WriteString("engine", Words.Of(cell.Engine));
        json.WriteString("protocol", Words.Of(cell.Protocol));
        json.WriteString("class", cell.SizeClass);
        json.WriteNumber("size_bytes", cell.RequestBytes);
        json.WriteNumber("response_bytes", cell.ResponseBytes);
        json.WriteValue("concurrency", cell.Concurrency);
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> all, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var one in all)
        {
            json.WriteStartObject();
            write(one);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static double? Percent(double? ratio) => 100 * (ratio - 1);
}
