using System.Globalization;
using System.Text.Json.Nodes;
using ActorBench.Messages.Hosts;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Messages.Trials;
using ActorBench.Statistics;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests;

public sealed class RowsSpecs
{
    private const string Header =
        "campaign,trial,attempt,pair,platform,protocol,class,size_bytes,response_bytes,block,repetition,engine,timing,accepted,flags,exchanges,bytes_out,bytes_in,"
        + "elapsed_ns,rate_oneway_mbit_s,rate_both_mbit_s,exchanges_per_s,lost,late,duplicate,stalled_ns,rtt_p50_us,rtt_p90_us,rtt_p99_us,rtt_max_us,retransmits,"
        + "cpu_initiator_pct,cpu_responder_pct,cpu_scope,started_at,environment,role,wire_late_mean_us,wire_late_p99_us,wire_late_max_us,wire_drops,"
        + "round,round_position,asked_ns,started_ns,stopped_ns,clock_bound_ns,concurrency,agent_initiator_pct,agent_responder_pct,"
        + "guests,guest_start_initiator_ms,guest_start_responder_ms";

    [Fact]
    public void The_columns_and_their_order_are_fixed() => Assert.Equal(Header + "\n", Csv([]));

    [Fact]
    public void An_accepted_and_a_rejected_attempt_read_as_the_contract_says() => Assert.Equal(
        Header + """

        quick-3fa2c1-1,2,1,h1:h2,native,tcp,small,1,1,1,2,native,strict,false,"peer-closed;Closed, after 12 exchanges, early.",,,,,,,,,,,,,,,,,,,,2026-11-23T02:08:45.000Z,,measured,,,,,,,,,,,,,,,,
        quick-3fa2c1-1,2,2,h1:h2,native,tcp,small,1,1,1,2,native,strict,true,lossy,1000,1000,1000,2000000002,0.003999999996,0.007999999992,499.9999995,1,0,0,0,78.001,85.432,120.007,2345.678,2,28.25,28.25,shared,2026-11-23T02:08:44.000Z,,measured,,,,,,,,,,,,,,,,

        """.ReplaceLineEndings("\n"),
        Csv([Some.Recorded(2, exchanges: 1000, attempt: 2, flags: "lossy"), Some.Failed(2, reason: "Closed, after 12 exchanges; early."), Some.Quarantined(3)]));

    [Fact]
    public void Start_and_stop_are_in_the_rounds_clock_where_there_is_a_round_and_else_in_the_initiators_own()
    {
        var alone = Some.Recorded(1);
        alone = alone with { Result = alone.Result with { Initiator = alone.Result.Initiator with { Window = new WindowTimes(77, 99) } } };
        var together = alone with { Result = alone.Result with { Start = new StartFacts(4, 2, 8, 1_000, 1_003, 2_004, 5) } };

        Assert.EndsWith(",,,,77,99,,,,,,,\n", Csv([alone]), StringComparison.Ordinal);
        Assert.EndsWith(",4,2,1000,1003,2004,5,,,,,,\n", Csv([together]), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_sorted_by_trial_then_attempt() => Assert.Equal(
        ["1.1", "2.1", "2.2", "10.1"],
        Rows([Some.Recorded(10), Some.Recorded(2, attempt: 2), Some.Failed(2), Some.Recorded(1)]).Select(row => $"{row.Key.Trial}.{row.Key.Attempt}"));

    [Fact]
    public void The_rows_and_the_aggregates_agree_in_a_culture_that_writes_commas()
    {
        var before = CultureInfo.CurrentCulture;
        // As in pt-BR; invariant globalization has no cultures of its own.
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NumberGroupSeparator) = (",", ".");
        CultureInfo.CurrentCulture = commas;
        try
        {
            AssertRowsAndAggregatesAgree();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Formulas_quotes_and_control_bytes_are_inert()
    {
        var cell = Some.Tcp1 with { Platform = "=cmd|' /C calc'!A0", SizeClass = "a\"b,c" };
        var csv = Csv([Some.Failed(1, cell: cell, reason: "\u001b]0;owned\u0007\r\n\u202eevil\u009b31m")]);
        var json = Json([Some.Failed(1, cell: cell, reason: "\u001b]0;owned\u0007\u202e")]);

        Assert.Contains(",'=cmd|' /C calc'!A0,", csv, StringComparison.Ordinal);
        Assert.Contains(",\"a\"\"b,c\",", csv, StringComparison.Ordinal);
        Assert.Equal(2, csv.Count(c => c == '\n'));
        Assert.DoesNotContain(csv.Replace("\n", "", StringComparison.Ordinal), c => char.IsControl(c) || c == '\u202e');
        Assert.Equal("=cmd|' /C calc'!A0", (string?)JsonNode.Parse(json)![0]!["platform"]);
        Assert.DoesNotContain("\\u001b", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void JSON_has_the_keys_and_values_of_the_CSV()
    {
        ITrialEvent[] events = [Some.Recorded(1), Some.Failed(2), Some.Recorded(3, Some.Udp8K)];
        var records = Parse(Csv(events));
        var array = JsonNode.Parse(Json(events))!.AsArray();
        using var lines = new StringWriter();
        RowsJsonl.Write(lines, Rows(events));

        Assert.Equal(3, array.Count);
        Assert.Equal(array.Select(row => row!.ToJsonString()), lines.ToString().TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!.ToJsonString()));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Header.Split(','), array[i]!.AsObject().Select(member => member.Key));
            foreach (var (name, value) in array[i]!.AsObject()) Assert.Equal(records[i][name], value?.ToString() ?? "");
        }

        Assert.Equal("[]\n", Json([]));
    }

    [Fact]
    public void A_figure_that_does_not_exist_is_empty()
    {
        var e = Some.Recorded(1, Some.Udp8K);
        var row = Parse(Csv([e with { Result = e.Result with { Initiator = e.Result.Initiator with { CpuTicks = new CpuTicks(0, 0, 0, 0, 0, 0) } } }])).Single();

        Assert.Equal(("", ""), (row["cpu_initiator_pct"], row["retransmits"]));
        Assert.Equal("28.25", row["cpu_responder_pct"]);
    }

    [Fact]
    public void Of_netperf_a_row_holds_what_netperf_tells_and_nothing_else()
    {
        var e = Some.Recorded(1, Some.Udp8K with { Engine = Engine.Netperf });
        var initiator = e.Result.Initiator with { Latency = new LatencySummary(null, 19_000, 26_000, 4_096_000, []) };
        var row = Parse(Csv([e with { Result = e.Result with { Initiator = initiator } }])).Single();

        Assert.Equal(("netperf", "netperf"), (row["engine"], row["timing"]));
        Assert.Equal(("", "19.000", "4096.000"), (row["rtt_p50_us"], row["rtt_p90_us"], row["rtt_max_us"]));
        Assert.All((string[])["lost", "late", "duplicate", "stalled_ns"], column => Assert.Equal("", row[column]));
    }

    [Theory]
    [InlineData(Timing.Netperf, true, "")] // waited for, and never missed
    [InlineData(Timing.Netperf, false, "0")]
    [InlineData(Timing.Strict, true, "0")]
    public void Losses_are_figures_only_where_they_were_looked_for(Timing timing, bool udp, string lost)
    {
        using var text = new StringWriter();
        RowsCsv.Write(text, AttemptRows.From((ITrialEvent[])[Some.Recorded(1, udp ? Some.Udp8K : Some.Tcp1)], timing));

        Assert.Equal(lost, Parse(text.ToString()).Single()["lost"]);
    }

    [Fact]
    public void Each_row_says_how_guests_were_kept_and_what_those_that_stood_then_had_taken_to_start()
    {
        var record = Stored.Campaign("cold", Stored.TwoPlatforms + "guests: cold\n", Stored.Calm());
        var at = record.TrialEvents.First().At;
        record = record with
        {
            Starts =
            [
                new HostEvents.GuestRegistered("h1", "bridge", 999, at.AddDays(1)),
                new HostEvents.GuestRegistered("h1", "bridge", 812, at),
                new HostEvents.GuestRegistered("h1", "bridge", 700, at.AddHours(-1)),
                new HostEvents.GuestRegistered("h2", "podman", 500, at),
            ],
        };
        using var text = new StringWriter();
        RowsCsv.Write(text, AttemptRows.From(record, StoredCampaign.PlanOf(record.Started)));

        Assert.All(Parse(text.ToString()), row => Assert.Equal(
            ("cold", row["platform"] == "bridge" ? "812" : "", ""),
            (row["guests"], row["guest_start_initiator_ms"], row["guest_start_responder_ms"])));
    }

    private static void AssertRowsAndAggregatesAgree()
    {
        Cell[] cells = [Some.Tcp1, Some.Tcp1Bridge, Some.Udp8K];
        ITrialEvent[] events = [.. Enumerable.Range(1, 30).Select(i => Some.Recorded(i, cells[i % 3], 10_000 + (i * i)))];
        var fold = new CampaignFold(new CampaignFoldPlan(Some.Campaign, "3fa2c1d4", 1, Some.Started().Lab, Some.Start, cells, [.. cells.Select(_ => 10)], 3));
        foreach (var e in events) fold.Add(e);
        var status = JsonNode.Parse(StatusJson.Write(fold.Status(CampaignState.Done, [])))!;
        var rows = Parse(Csv(events));

        foreach (var row in rows)
        {
            Assert.Equal((Number(row, "bytes_out") + Number(row, "bytes_in")) * 8e3 / Number(row, "elapsed_ns"), Number(row, "rate_both_mbit_s"));
            Assert.Equal(Number(row, "exchanges") * Number(row, "size_bytes"), Number(row, "bytes_out"));
            double[] rtt = [Number(row, "rtt_p50_us"), Number(row, "rtt_p90_us"), Number(row, "rtt_p99_us"), Number(row, "rtt_max_us")];
            Assert.Equal(rtt.Order(), rtt);
        }

        foreach (var cell in status["cells"]!.AsArray())
        {
            var rates = rows
                .Where(row => row["platform"] == (string?)cell!["platform"] && row["protocol"] == (string?)cell["protocol"] && row["size_bytes"] == cell["size_bytes"]!.ToJsonString())
                .Select(row => Number(row, "rate_both_mbit_s")).ToArray();
            var mean = rates.Average();
            var sd = Math.Sqrt(rates.Sum(x => (x - mean) * (x - mean)) / (rates.Length - 1));
            Assert.Equal(rates.Length, (int)cell!["n"]!);
            Assert.Equal(mean, (double)cell["mean_both_mbit_s"]!, 1e-9 * mean);
            Assert.Equal(sd, (double)cell["sd_both_mbit_s"]!, 1e-9 * mean);
            Assert.Equal(100 * sd / mean, (double)cell["cv_pct"]!, 1e-6);
        }
    }

    private static double Number(Dictionary<string, string> row, string name) => double.Parse(row[name], CultureInfo.InvariantCulture);

    private static IReadOnlyList<AttemptRow> Rows(ITrialEvent[] events) => AttemptRows.From(events, Timing.Strict);

    private static string Csv(ITrialEvent[] events)
    {
        using var text = new StringWriter();
        RowsCsv.Write(text, Rows(events));
        return text.ToString();
    }

    private static string Json(ITrialEvent[] events)
    {
        using var text = new StringWriter();
        RowsJson.Write(text, Rows(events));
        return text.ToString();
    }

    /// <summary>Enough of RFC 4180 for rows whose quoted cells hold no line end.</summary>
    private static List<Dictionary<string, string>> Parse(string csv)
    {
        var lines = csv.TrimEnd('\n').Split('\n').Select(Cells).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second))];

        static List<string> Cells(string line)
        {
            List<string> cells = [""];
            var quoted = false;
            for (var i = 0; i < line.Length; i++)
            {
                if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') cells[^1] += line[i++];
                else if (line[i] == '"') quoted = !quoted;
                else if (line[i] == ',' && !quoted) cells.Add("");
                else cells[^1] += line[i];
            }

            return cells;
        }
    }
}
