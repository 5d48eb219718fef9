using System.Text.Json.Nodes;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Tests;

namespace ActorBench.Reports.Tests;

public sealed class StatusSpecs
{
    private static readonly CampaignStatus Status = ResultTablesSpecs.Status(
        ResultTablesSpecs.Cell(Some.Tcp1, 12_431, 0.199, 0.003, 1.43) with
        {
            MedianBothMbitS = 0.198,
            MeanInterval = new(0.19, 0.2),
            CvPercentInterval = new(0.9, 2.6),
            Beside = new(9, -1.5, new(-2, -1), ComparisonVerdict.FasterWithinMargin),
        },
        ResultTablesSpecs.Cell(Some.Udp8K, double.NaN, double.PositiveInfinity, null, null) with { N = 1, Failed = 1 }) with
    {
        Failed = 1,
        Running = [new RunningTrial(Some.Spec(12, Some.Udp8K), 2, Some.Start.AddSeconds(36))],
        Agreement = [new EngineAgreement(Some.Tcp1, 10, 0.21, -0.1, 0.52, -0.6, 1.02), new EngineAgreement(Some.Udp8K, 1, -0.5, null, null, null, null)],
    };

    [Fact]
    public void What_one_line_of_it_says_reads_back_to_the_same_JSON()
    {
        var line = StatusJson.Line(Status with
        {
            Baseline = "native",
            Waiting = [new(new PairId("h1", "h2"), "Host h2 is quarantined: fan", Some.Start)],
            Precision = [new(10, new(Protocol.Tcp, "small", 1, 1.5, null, Met: false))],
        });

        Assert.Equal(1, line.Count(c => c == '\n'));
        Assert.Equal(line, StatusJson.Line(StatusJsonReader.Read(line)));
    }

    [Fact]
    public void The_JSON_has_the_keys_that_scripts_rely_on()
    {
        var json = JsonNode.Parse(StatusJson.Write(Status))!;

        Assert.Equal(
            ["campaign", "state", "paused_because", "plan_hash", "seed", "started_at", "planned", "accepted", "failed", "unsupported", "rejected_attempts", "eta_s", "lab", "cells", "running", "waiting", "baseline", "precision", "agreement"],
            json.AsObject().Select(member => member.Key));
        Assert.Equal(
            [
                "platform", "role", "engine", "protocol", "class", "size_bytes", "response_bytes", "concurrency", "planned", "n", "failed", "unsupported", "mean_both_mbit_s", "mean_oneway_mbit_s", "sd_both_mbit_s", "cv_pct", "mean_exchanges_per_s", "lossy", "invalid",
                "median_both_mbit_s", "mean_ci95_both_mbit_s", "median_ci95_both_mbit_s", "cv_ci95_pct", "common_blocks", "overhead_pct", "overhead_ci95_pct", "verdict",
            ],
            json["cells"]![0]!.AsObject().Select(member => member.Key));
        Assert.Equal(("running", 20, 11, 75), ((string?)json["state"], (int)json["planned"]!, (int)json["accepted"]!, (int)json["eta_s"]!));
        Assert.Equal(("udp", 8192, "h1:h2", 2), ((string?)json["running"]![0]!["protocol"], (int)json["running"]![0]!["size_bytes"]!, (string?)json["running"]![0]!["pair"], (int)json["running"]![0]!["attempt"]!));
    }

    [Fact]
    public void What_does_not_exist_is_null_and_never_NaN()
    {
        var json = JsonNode.Parse(StatusJson.Write(Status with { EtaSeconds = null }))!;

        Assert.Null(json["eta_s"]);
        foreach (var key in (string[])["mean_both_mbit_s", "mean_oneway_mbit_s", "sd_both_mbit_s", "cv_pct", "mean_exchanges_per_s", "unsupported"])
            Assert.Null(json["cells"]![1]![key]);
    }

    [Fact]
    public void Agreement_with_netperf_is_a_list_of_cells_at_the_end()
    {
        var agreement = JsonNode.Parse(StatusJson.Write(Status))!["agreement"]!;

        Assert.Equal(
            ["platform", "role", "engine", "protocol", "class", "size_bytes", "response_bytes", "concurrency", "pairs", "bias_pct", "bias_low_pct", "bias_high_pct", "lower_limit_pct", "upper_limit_pct"],
            agreement[0]!.AsObject().Select(member => member.Key));
        Assert.Equal((10, 0.21), ((int)agreement[0]!["pairs"]!, (double)agreement[0]!["bias_pct"]!));
        Assert.Null(agreement[1]!["lower_limit_pct"]);
    }

    [Fact]
    public void A_pair_that_waits_is_named_with_its_reason()
    {
        using var text = new StringWriter();
        StatusText.Write(text, Status with { Waiting = [new(new PairId("h1", "h2"), "Host h2 is quarantined: fan", Some.Start)] }, null);

        Assert.Contains($"\nwaiting: h1:h2, since {Some.Start.UtcDateTime:HH:mm:ss} UTC: Host h2 is quarantined: fan\n", text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CampaignState.Running, "running")]
    [InlineData(CampaignState.Paused, "paused")]
    [InlineData(CampaignState.Interrupted, "interrupted")]
    [InlineData(CampaignState.Done, "done")]
    [InlineData(CampaignState.DoneWithFailures, "done-with-failures")]
    [InlineData(CampaignState.Cancelled, "cancelled")]
    public void A_state_is_a_word(CampaignState state, string word) => Assert.Equal(word, Words.Of(state));

    [Fact]
    public void People_see_where_the_campaign_is_before_the_tables()
    {
        using var text = new StringWriter();
        StatusText.Write(text, Status, "native");

        Assert.StartsWith(
            """
            quick-3fa2c1-1 · running · started 2026-11-23 02:08:38 UTC
            lab cpus shared, kind netns, rate 100 Mbit/s, wire shaped · seed 2007 · plan 3fa2c1d4
            ████████████████████████░░░░░░░░░░░░░░░░ 12 of 20 trials · 1 failed · about 1 min 15 s left
            running: trial 12, native udp 8 KiB on h1:h2, attempt 2

            TCP small · 100 Mbit/s
            """.ReplaceLineEndings("\n"),
            text.ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(7.2, "8 s")]
    [InlineData(130, "2 min 10 s")]
    [InlineData(3900, "1 h 05 min")]
    [InlineData(180_000, "2 d 2 h")]
    [InlineData(1e300, "11574 d 1 h")]
    public void A_duration_has_two_units(double seconds, string text) => Assert.Equal(text, StatusText.Duration(seconds));

    [Fact]
    public void Campaigns_are_listed_in_columns()
    {
        CampaignLine[] lines =
        [
            new(Some.Campaign, CampaignState.Done, 1080, 1078, 2, Some.Start),
            new(new("x\u001b[31m"), CampaignState.DoneWithFailures, 5, 0, 0, Some.Start),
            CampaignLine.OfUnreadable(new("old-1"), "Use the build that started it."),
        ];
        using var text = new StringWriter();
        ListText.Write(text, lines);

        Assert.Equal(
            """
            campaign        state                    trials  failed  started
            quick-3fa2c1-1  done                1 078/1 080       2  2026-11-23 02:08:38 UTC
            x [31m          done-with-failures          0/5       0  2026-11-23 02:08:38 UTC
            old-1           unreadable                    –       –  Use the build that started it.

            """.ReplaceLineEndings("\n"),
            text.ToString());
        var json = JsonNode.Parse(ListJson.Write(lines))!.AsArray();
        Assert.Equal(1078, (int)json[0]!["accepted"]!);
        Assert.Equal(("unreadable", null, "Use the build that started it."), ((string)json[2]!["state"]!, (int?)json[2]!["accepted"], (string)json[2]!["unreadable_because"]!));
        Assert.All(json, line => Assert.Equal(json[0]!.AsObject().Select(f => f.Key), line!.AsObject().Select(f => f.Key)));
    }
}
