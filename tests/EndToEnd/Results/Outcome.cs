using System.Text.Json;

namespace ActorBench.EndToEnd.Tests.Results;

/// <summary>What <c>status</c> and <c>export</c> say of the newest campaign of a store.</summary>
internal sealed record Outcome(JsonElement Status, IReadOnlyList<Row> Rows)
{
    public string State => Status.GetProperty("state").GetString()!;

    public int Accepted => Status.GetProperty("accepted").GetInt32();

    public IReadOnlyList<Row> AcceptedRows => [.. Rows.Where(row => row.Accepted)];

    public static async Task<Outcome> Of(Place place)
    {
        var status = (await Actorbench.Run(place, "status", "-o", "json")).Expect(0);
        var rows = (await Actorbench.Run(place, "export", "-o", "csv")).Expect(0);
        return new Outcome(Json(status.Output), Row.Parse(rows.Output));
    }

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    /// <summary>Rows against the plan, and aggregates against the rows.</summary>
    /// <param name="unsupported">Of the planned ones: trials without a row.</param>
    public void Agrees(int planned, int unsupported = 0)
    {
        var accepted = AcceptedRows;
        Assert.Equal(accepted.Count, accepted.Select(row => row.Trial).Distinct().Count());
        Assert.Equal(planned - unsupported, accepted.Count);
        Assert.Equal((planned, accepted.Count), (Status.GetProperty("planned").GetInt32(), Accepted));
        Assert.Equal(Rows.OrderBy(row => row.Trial).ThenBy(row => row.Count("attempt")), Rows);
        Assert.All(accepted, Agrees);
        AggregatesAgree(accepted.GroupBy(row => row.Cell).ToDictionary(cell => cell.Key, cell => cell.Select(row => row.BothMbitS).ToArray()));
    }

    /// <summary>What an earlier look found accepted is still there, unchanged in every column.</summary>
    public void Keeps(Outcome earlier)
    {
        var now = AcceptedRows.ToDictionary(row => row.Trial);
        Assert.All(earlier.AcceptedRows, row => Assert.Equal(row.Values, now[row.Trial].Values));
    }

    private static void Agrees(Row row)
    {
        Assert.True(row.Count("exchanges") >= 1 && row.Count("elapsed_ns") > 0);
        if (row.Count("lost") == 0)
        {
            Assert.Equal(row.Count("exchanges") * row.Count("size_bytes"), row.Count("bytes_out"));
            Assert.Equal(row.Count("exchanges") * row.Count("response_bytes"), row.Count("bytes_in"));
        }

        Assert.Equal(row.BothMbitS, row.Number("rate_both_mbit_s"), Math.Max(5e-4, row.BothMbitS * 1e-4));
        Assert.True(row.Number("rtt_p50_us") <= row.Number("rtt_p90_us") && row.Number("rtt_p90_us") <= row.Number("rtt_p99_us"));
        Assert.True(row.Number("rtt_p99_us") <= row.Number("rtt_max_us") && row.Number("rtt_max_us") > 0);
    }

    private void AggregatesAgree(Dictionary<(string, string, long), double[]> rates)
    {
        foreach (var cell in Status.GetProperty("cells").EnumerateArray())
        {
            var key = (cell.GetProperty("platform").GetString()!, cell.GetProperty("protocol").GetString()!, cell.GetProperty("size_bytes").GetInt64());
            rates.Remove(key, out var found);
            var x = found ?? [];
            Assert.Equal(x.Length, cell.GetProperty("n").GetInt32());
            if (x.Length < 2) continue;
            var mean = x.Average();
            var sd = Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / (x.Length - 1));
            Near(mean, cell.GetProperty("mean_both_mbit_s"));
            Near(sd, cell.GetProperty("sd_both_mbit_s"));
            Near(100 * sd / mean, cell.GetProperty("cv_pct"));
        }

        Assert.Empty(rates);
    }

    private static void Near(double expected, JsonElement actual) => Assert.Equal(expected, actual.GetDouble(), Math.Max(1e-9, expected * 1e-6));
}
