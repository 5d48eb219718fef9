using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;
using ActorBench.Tests;
using CsCheck;

namespace ActorBench.Statistics.Tests;

public sealed class CampaignFoldSpecs
{
    private static readonly CampaignFoldPlan Plan = new(
        Some.Campaign, "3fa2c1d4", 2007, Some.Started().Lab, Some.Start, [Some.Tcp1, Some.Udp8K, Some.Tcp1Bridge], Planned: [10, 10, 10], SecondsPerTrialEstimate: 3);

    private static readonly Gen<ITrialEvent[]> Events =
        from seed in Gen.Int[0, 9].Array[30]
        from exchanges in Gen.Long[1, 1_000_000].Array[30]
        select Enumerable.Range(1, 30).SelectMany(trial => Facts(trial, seed[trial - 1], exchanges[trial - 1])).ToArray();

    [Fact]
    public void Any_order_duplication_and_partition_gives_the_same_bytes() =>
        (from events in Events
         from shuffled in Gen.Shuffle(events)
         from again in Gen.Shuffle(events)
         from cut in Gen.Int[0, events.Length]
         select (events, shuffled, again, cut)).Sample(
            x =>
            {
                var expected = Json(Folded(x.events));
                var parts = Folded(x.again.AsSpan(x.cut).ToArray());
                parts.Import(Folded(x.shuffled.AsSpan(0, x.cut).ToArray()).Export());
                parts.Import(Folded(x.shuffled).Export());
                return Json(Folded([.. x.shuffled, .. x.again])) == expected && Json(parts) == expected;
            },
            iter: 300);

    [Fact]
    public void A_trial_reported_twice_counts_once()
    {
        var fold = new CampaignFold(Plan);

        Assert.True(fold.Add(Some.Recorded(1)));
        Assert.False(fold.Add(Some.Recorded(1)));
        Assert.True(fold.Add(Some.Failed(2)));
        Assert.False(fold.Add(Some.Failed(2)));
        var status = fold.Status(CampaignState.Running, []);

        Assert.Equal((30, 1, 0, 0, 1), (status.Planned, status.Accepted, status.Failed, status.Unsupported, status.RejectedAttempts));
    }

    [Fact]
    public void A_quarantined_trial_that_is_taken_up_again_is_no_failure_until_it_is_one_again()
    {
        var fold = Folded([Some.Quarantined(2)]);
        Assert.Equal(1, fold.Status(CampaignState.Running, []).Failed);
        fold.Add(new PairEvents.TrialRetried(Some.Campaign, Some.Pair, Some.Spec(2), 1, Some.Start));
        Assert.Equal(0, fold.Status(CampaignState.Running, []).Failed);
        fold.Add(Some.Quarantined(2));

        Assert.Equal(1, fold.Status(CampaignState.Running, []).Failed);
    }

    [Fact]
    public void A_cell_says_what_its_counters_say()
    {
        var fold = Folded([Some.Recorded(1, exchanges: 1000), Some.Recorded(2, exchanges: 3000)]);
        double[] both = [1000 * 2 * 8e3 / 2_000_000_001, 3000 * 2 * 8e3 / 2_000_000_002];

        var cell = fold.Status(CampaignState.Running, []).Cells[0];

        Assert.Equal(2, cell.N);
        Assert.Equal(both.Average(), cell.MeanBothMbitS!.Value, 1e-12);
        Assert.Equal(both.Average() / 2, cell.MeanOnewayMbitS!.Value, 1e-12);
        Assert.Equal(Math.Abs(both[1] - both[0]) / Math.Sqrt(2), cell.SdBothMbitS!.Value, 1e-12);
        Assert.Equal(100 * cell.SdBothMbitS.Value / cell.MeanBothMbitS.Value, cell.CvPercent!.Value, 1e-9);
        Assert.Equal(1000, cell.MeanExchangesPerSecond!.Value, 1e-5);
    }

    [Fact]
    public void What_does_not_exist_is_null()
    {
        var cells = Folded([Some.Recorded(1)]).Status(CampaignState.Running, []).Cells;

        Assert.NotNull(cells[0].MeanBothMbitS);
        Assert.Null(cells[0].SdBothMbitS);
        Assert.Null(cells[0].CvPercent);
        Assert.Null(cells[1].MeanBothMbitS);
        Assert.Null(cells[1].MeanExchangesPerSecond);
    }

    [Fact]
    public void An_accepted_trial_is_neither_failed_nor_unsupported_whatever_else_was_said()
    {
        var status = Folded([Some.Quarantined(1), Some.Recorded(1), Some.Quarantined(2), Some.Unsupported(3, Some.Tcp1Bridge)]).Status(CampaignState.Done, []);

        Assert.Equal((1, 1, 1), (status.Accepted, status.Failed, status.Unsupported));
        Assert.Equal("bridge needs root or user namespaces", status.Cells[2].Unsupported);
        Assert.Null(status.Cells[0].Unsupported);
    }

    [Fact]
    public void Facts_of_another_campaign_or_plan_are_refused()
    {
        var fold = new CampaignFold(Plan);

        Assert.Throws<ArgumentException>(() => fold.Add(Some.Recorded(1, new Cell("xen", Protocol.Tcp, "small", 1, 1))));
        Assert.Throws<ArgumentException>(() => fold.Add(Some.Quarantined(1) with { Campaign = new CampaignId("other") }));
        Assert.Throws<ArgumentException>(() => fold.Import(new CampaignFold(Plan with { PlanHash = "other" }).Export()));
    }

    [Fact]
    public void The_time_left_comes_from_the_pace_and_not_from_a_pause()
    {
        // One trial every 3 s, as estimated; then a night; then on.
        var before = Enumerable.Range(1, 5).Select(trial => Some.Recorded(trial));
        var after = Enumerable.Range(6, 5).Select(trial => Some.Recorded(trial)).Select(e => e with { At = e.At.AddHours(10) });

        Assert.Null(Eta([]));
        Assert.Equal(25 * 3.0, Eta(before)!.Value, 9);
        // Nine gaps, one of them cut to ten estimates of 3 s, and the estimate itself: (8·3 + 30 + 3) / 10 a trial.
        Assert.Equal(20 * 5.7, Eta(before.Concat(after))!.Value, 9);

        static double? Eta(IEnumerable<PairEvents.TrialRecorded> events) => Folded([.. events]).Status(CampaignState.Running, []).EtaSeconds;
    }

    [Fact]
    public void Cells_that_the_lab_cannot_run_take_no_time_and_a_finished_campaign_has_none_left()
    {
        var rest = Enumerable.Range(1, 10).Select(i => (ITrialEvent)Some.Recorded(i)).Concat(Enumerable.Range(11, 10).Select(i => Some.Recorded(i, Some.Udp8K)));

        Assert.Null(Folded([.. rest, Some.Unsupported(21, Some.Tcp1Bridge)]).Status(CampaignState.Running, []).EtaSeconds);
    }

    [Fact]
    public void Invalid_trials_are_counted_by_cell_and_stay_in_its_figures_also_through_a_snapshot()
    {
        var fold = Folded([Some.Recorded(1, flags: ["lossy", "invalid:steal", "invalid:clock"]), Some.Recorded(2, exchanges: 10_000), Some.Recorded(3, Some.Udp8K, flags: "lossy")]);
        var again = new CampaignFold(Plan);
        again.Import(fold.Export());

        foreach (var one in (CampaignFold[])[fold, again])
        {
            var cell = one.Status(CampaignState.Running, []).Cells.Single(cell => cell.Invalid > 0);
            Assert.Equal((Some.Tcp1, 1, 2), (cell.Cell, cell.Invalid, cell.N));
            Assert.Equal(0.13945, cell.MeanBothMbitS!.Value, 5);
        }
    }

    [Fact]
    public void A_snapshot_older_than_rules_of_validity_has_no_invalid_trial()
    {
        var again = new CampaignFold(Plan);
        again.Import(Folded([Some.Recorded(1)]).Export() with { Invalid = null });

        Assert.Equal(0, again.Status(CampaignState.Running, []).Cells.Sum(cell => cell.Invalid));
    }

    [Fact]
    public void Lossy_trials_are_counted_by_cell() =>
        Assert.Equal(
            [(Some.Udp8K, 1)],
            Folded([Some.Recorded(1, Some.Udp8K, flags: "lossy"), Some.Recorded(2, Some.Udp8K), Some.Recorded(3)])
                .Status(CampaignState.Running, []).Cells.Where(cell => cell.Lossy > 0).Select(cell => (cell.Cell, cell.Lossy)));

    private static IEnumerable<ITrialEvent> Facts(int trial, int fate, long exchanges)
    {
        var cell = Plan.Cells[(trial - 1) % 3];
        if (fate == 9) return [Some.Unsupported(trial, cell)];
        ITrialEvent[] failed = [.. Enumerable.Range(1, fate / 3).Select(attempt => Some.Failed(trial, attempt, cell))];
        return fate == 8
            ? [.. failed, Some.Quarantined(trial, cell)]
            : [.. failed, Some.Recorded(trial, cell, exchanges, failed.Length + 1, null, fate == 7 ? ["lossy"] : [])];
    }

    private static CampaignFold Folded(ITrialEvent[] events)
    {
        var fold = new CampaignFold(Plan);
        foreach (var e in events) fold.Add(e);
        return fold;
    }

    private static string Json(CampaignFold fold) => StatusJson.Write(fold.Status(CampaignState.Running, []));
}
