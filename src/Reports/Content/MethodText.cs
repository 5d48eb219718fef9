using System.Globalization;
using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Plans;

namespace ActorBench.Reports.Content;

/// <summary>How a campaign was measured and how its figures were made, in sentences that follow from its plan.</summary>
internal static class MethodText
{
    /// <returns>Heading and text of each paragraph.</returns>
    public static IEnumerable<(string Heading, string Text)> Of(ReportContent content)
    {
        var (spec, plan, margin) = (content.Spec, content.Plan, Shown.Margin(content.Analysis.Input.Margin));
        yield return ("Trial", Trial(spec));
        yield return ("Order", Order(plan));
        yield return ("Repetitions", Repetitions(spec));
        yield return ("Place", $"Lab {Lab(content)}; {WireText.Of(content.Record.Started.Lab)}. Pairs of hosts: {Words.Inert(string.Join(", ", spec.Pairs))}.");
        if (Guests(spec) is { } guests) yield return ("Guests", guests);
        yield return ("Rates", "A trial's rate is both directions together, as netperf reports request-response: (request bytes + response bytes) × 8 / time, in 10^6 bit/s. The mean of a cell is the arithmetic mean of its trials' rates, as in the study of 2007. The harmonic mean beside it is total bytes over total time where all trials move equal bytes. s has n − 1 under the root.");
        yield return ("Intervals", "All intervals are at 95 %. Of a mean: Student's t. Of a median: order statistics, which assume no distribution. Of a CV: Vangel's, beyond a CV of 0.33 the exact one by the noncentral t. Below 6 trials no interval is given.");
        yield return ("Comparisons", $"A platform is compared with {Words.Inert(spec.Baseline)} block by block: the ratio is exp of the mean of the blocks' log-ratios, its interval Student's t of them; where they are not normal (Shapiro and Wilk at 5 %) the pseudo-median and the signed-rank interval take their place, with Mann and Whitney's test. Overhead is 100 · (1 − ratio) with the ends of that interval. Ratios of means by Fieller and of medians of all pairs (Hodges and Lehmann) stand beside it; they know nothing of blocks. The interval of a ratio of CVs is a bootstrap (BCa) over the blocks.");
        yield return ("Verdicts", $"'slower' or 'faster': the difference is proven at 5 % after Holm's adjustment over all {content.Analysis.Comparisons.Count} comparisons of this campaign. 'equivalent': two one-sided tests at 5 % place the ratio within {margin} of 1. Both may hold: a difference that is proven and too small to matter. 'not decided': neither is proven, which is no proof of either.");
        yield return ("Outliers and invalid trials", "No trial is left out for its value. Outliers are marked by Tukey's fences at 1.5 and 3 interquartile ranges. Trials that a rule of validity marks are kept in every figure and counted per platform.");
        yield return ("Latency", "Time of one exchange, first request byte given to the kernel to last response byte taken from it. Percentiles are taken in each trial; a cell shows the median of its trials' percentiles with its interval by order statistics. Percentiles are never averaged.");
        yield return ("CPU", "Busy time of the whole machine over the window, all but idle, in per cent of all its processors. Service demand is netperf's: busy time of all processors over the exchanges.");
        yield return ("Identity", $"Plan hash {plan.Hash}, planner {Planner.VersionOf(spec).ToString(CultureInfo.InvariantCulture)}, seed {spec.Seed.ToString(CultureInfo.InvariantCulture)}. The same file, flags and seed give the same trials in the same order on every machine.");
    }

    private static string Trial(CampaignSpec spec)
    {
        var length = spec.Trial.DurationNs is { } ns ? $"{Seconds(ns)} of exchanges, at least {spec.Trial.MinExchanges}" : $"{spec.Trial.Exchanges} exchanges";
        var timing = spec.Trial.Timing == Timing.Strict
            ? "Timing strict: the clock stops at the last completed exchange, so each counted byte has its time and no other is in it."
            : "Timing netperf: the exchange in flight at the end is not counted, its time is.";
        var engine = spec.Engine switch
        {
            "native" => "The exchanges are made by ActorBench's own engine.",
            "netperf" => "The exchanges are made by netperf.",
            _ => "Every cell is measured by ActorBench's own engine and by netperf.",
        };
        var drain = spec.Trial.DrainNs > 0 ? $", once the initiator's interface has carried nothing for {Seconds(spec.Trial.DrainNs)}" : "";
        var response = spec.ResponseBytes is { } bytes ? Words.SizeText(bytes) : "as large as the request";
        return $"One request and its whole response, one outstanding at a time, on a connection made for the trial: {length}, after {Seconds(spec.Trial.WarmupNs)} of the same as warm-up{drain}. The response is {response}. {timing} {engine} The trial, not the exchange, is what n counts.";
    }

    private static string Order(CampaignPlan plan)
    {
        var controls = (plan.Spec.Twins, plan.Spec.Sentinels) switch
        {
            (true, true) => " The baseline is measured once more under a second label (A/A twins), and a cheap cell opens and closes each block (sentinels).",
            (true, false) => " The baseline is measured once more under a second label (A/A twins).",
            (false, true) => " A cheap cell opens and closes each block (sentinels).",
            _ => "",
        };
        return plan.Spec.Order == TrialOrder.AsWritten
            ? $"{plan.Blocks.Count} blocks, each with every cell once, in the order of the file.{controls}"
            : $"{plan.Blocks.Count} complete blocks, each with every cell once; comparisons are shuffled within a block from the seed, and the platforms of a comparison follow the rows of a Williams square, so that each follows each other one equally often.{controls}";
    }

    private static string Repetitions(CampaignSpec spec) => spec.Stop is { } stop
        ? string.Create(CultureInfo.InvariantCulture, $"At most {spec.Repetitions} a cell and pair. A stop rule looks after {stop.Min} repetitions and then every {stop.Every}, at whole blocks only, and ends a comparison when the 95 % intervals of mean and median of all its platforms are within ±{stop.TargetMilliPercent / 1000.0:0.###} %.")
        : $"Exactly {spec.Repetitions} a cell and pair; nothing stops early.";

    private static string? Guests(CampaignSpec spec) => spec.Platforms.All(platform => platform == "native") ? null : spec.Guests switch
    {
        GuestMode.Cold => "Guests cold: they are ended after each block and started anew for the next, so a difference between two starts is among the differences between blocks.",
        _ => "Guests warm: each is started once and stays up, paused between blocks where its platform can pause; what differs from one start to another is in no interval here.",
    };

    private static string Lab(ReportContent content) => Words.Inert(string.Join(
        ", ", content.Record.Started.Lab.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Key} {fact.Value}")));

    private static string Seconds(long ns) => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e9:0.###} s");
}
