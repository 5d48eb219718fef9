using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ActorBench.Campaigns.Plans;
using ActorBench.Reports;
using FileWords = ActorBench.Campaigns.Plans.Words;
using Words = ActorBench.Reports.Words;

namespace ActorBench.Cli.Commands;

internal static class PlanCommand
{
    public static Command Create()
    {
        var flags = new CampaignFlags();
        var output = StoreFlags.Output("table", "json");
        var command = new Command("plan", "Show what a campaign would do; touches nothing.") { output };
        flags.AddTo(command);
        command.SetAction(parsed =>
        {
            var plan = flags.Read(parsed).Plan;
            Console.Out.Write(parsed.GetValue(output) == "json" ? Json(plan) : Table(plan));
            return ExitCode.Success;
        });
        return command;
    }

    private static string Json(CampaignPlan plan)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("campaign", $"{plan.Spec.Name}-{plan.ShortHash}");
            json.WriteString("plan_hash", plan.Hash);
            json.WriteNumber("seed", plan.Spec.Seed);
            json.WriteNumber("cells", plan.Cells.Count);
            json.WriteNumber("trials", plan.TrialCount);
            json.WriteNumber("blocks", plan.Blocks.Count);
            json.WriteNumber("rounds", plan.RoundCount);
            json.WriteStartArray("pairs");
            foreach (var pair in plan.Spec.Pairs) json.WriteStringValue(pair.ToString());
            json.WriteEndArray();
            if (plan.Spec.Concurrency is { } levels)
            {
                json.WriteStartArray("concurrency");
                foreach (var level in levels) json.WriteNumberValue(level);
                json.WriteEndArray();
            }

            WriteLinks(json, plan);
            json.WriteNumber("repetitions", plan.Spec.Repetitions);
            json.WriteNumber("estimate_s", Math.Round(plan.Estimate.TotalSeconds, 1));
            json.WriteStartArray("platforms");
            foreach (var platform in plan.Spec.Platforms) json.WriteStringValue(platform);
            json.WriteEndArray();
            json.WriteString("baseline", plan.Spec.Baseline);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteLinks(Utf8JsonWriter json, CampaignPlan plan)
    {
        json.WriteStartArray("links");
        foreach (var link in LinkLoad.Of(plan))
        {
            json.WriteStartObject();
            json.WriteString(link.Declared ? "link" : "host", link.Name);
            json.WriteNumber("blocks", link.Blocks);
            if (link.Bytes is { } bytes) json.WriteNumber("most_bytes_oneway", Math.Round(bytes));
            else json.WriteNull("most_bytes_oneway");
            if (link.Utilisation is { } share) json.WriteNumber("most_utilisation_pct", Math.Round(100 * share, 1));
            else json.WriteNull("most_utilisation_pct");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Table(CampaignPlan plan)
    {
        var spec = plan.Spec;
        var text = new StringBuilder();
        Line("campaign", $"{spec.Name}-{plan.ShortHash}");
        Line("plan hash", plan.Hash);
        Line("seed", spec.Seed.ToString(CultureInfo.InvariantCulture));
        Line("lab", $"{FileWords.LabKinds.Of(spec.Lab.Kind)}, {spec.Lab.Hosts} hosts, {Rate(spec.Lab)}, wire {FileWords.Wires.Of(spec.Lab.Wire)}, cpus {FileWords.CpuPolicies.Of(spec.Lab.Cpus)}, mtu {spec.Lab.Mtu}");
        Line("pairs", Some([.. spec.Pairs.Select(pair => pair.ToString())]));
        if (spec.Concurrency is { } levels) Line("concurrency", $"{string.Join(", ", levels.Select(level => Words.AtOnce(level)))}, every pair at every level in each repetition");
        Line("rounds", Rounds(plan));
        Line("links", Links(plan));
        Line("platforms", $"{string.Join(", ", spec.Platforms)} (baseline {spec.Baseline})");
        if (spec.Platforms.Any(platform => platform != "native")) Line("guests", FileWords.Guests.Of(spec.Guests));
        foreach (var sizes in spec.Classes)
            Line($"{Words.Of(sizes.Protocol)} {sizes.Name}", string.Join(", ", sizes.Sizes.Select(s => Words.SizeText(s))));
        Line("trial", Trial(spec));
        Line("order", $"{FileWords.Orders.Of(spec.Order)}, {spec.Repetitions} repetitions, {spec.Retries} retries");
        if (spec.Stop is { } stop) Line("stop", Stop(stop));
        if (spec.Twins || spec.Sentinels) Line("controls", string.Join(", ", new[] { spec.Twins ? "A/A twins" : null, spec.Sentinels ? "sentinels" : null }.OfType<string>()));
        foreach (var threshold in spec.Thresholds) Line("threshold", Words.Inert($"{threshold.Name} {threshold.Condition}"));
        Line("trials", $"{(spec.Stop is null ? "" : "at most ")}{plan.TrialCount} = {plan.TrialsPerBlock} a block × {plan.Blocks.Count} blocks, {plan.Cells.Count} cells");
        Line("estimate", StatusText.Duration(plan.Estimate.TotalSeconds));
        return text.ToString();

        void Line(string name, string value) => text.Append(name.PadRight(12)).Append(value).Append('\n');
    }

    private static string Rounds(CampaignPlan plan)
    {
        var sizes = plan.Blocks.CountBy(block => block.Round).Select(round => round.Value).ToList();
        var pairs = sizes.Min() == sizes.Max() ? $"{sizes[0]}" : $"{sizes.Min()} to {sizes.Max()}";
        return $"{plan.RoundCount} of {pairs} {(sizes.Max() == 1 ? "pair" : "pairs")}, {StatusText.Duration(plan.BlockEstimate.TotalSeconds)} each";
    }

    /// <summary>The busiest stands for all.</summary>
    private static string Links(CampaignPlan plan)
    {
        var links = LinkLoad.Of(plan);
        var most = links.MaxBy(link => link.Blocks)!;
        var place = most.Declared ? most.Name : $"that of {most.Name}";
        if (most.Bytes is not { } bytes) return $"{links.Count}, at most {most.Blocks} blocks on {place}; no rate is known";
        var share = most.Utilisation is { } busy ? string.Create(CultureInfo.InvariantCulture, $", {100 * busy:0.#} % of what it can carry") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{links.Count}, each way at most {bytes / 1e6:0.#} MB on {place}{share}");
    }

    private static string Some(string[] pairs) => pairs.Length <= 12 ? string.Join(", ", pairs) : $"{string.Join(", ", pairs.Take(10))}, … ({pairs.Length})";

    private static string Trial(CampaignSpec spec)
    {
        var length = spec.Trial.DurationNs is { } ns ? Seconds(ns) : $"{spec.Trial.Exchanges} exchanges";
        var response = spec.ResponseBytes is { } bytes ? Words.SizeText(bytes) : "as large as the request";
        return $"{length} after {Seconds(spec.Trial.WarmupNs)} of warm-up, at least {spec.Trial.MinExchanges} exchanges, response {response}, engine {spec.Engine}, timing {Words.Of(spec.Trial.Timing)}, timeout {Seconds(spec.Trial.TimeoutNs)}";
    }

    private static string Stop(StopRule stop) => string.Create(
        CultureInfo.InvariantCulture,
        $"at ±{stop.TargetMilliPercent / 1000.0:0.###} % (mean and median, 95 %), looked at after {stop.Min} repetitions and every {stop.Every}{(stop.BudgetNs is { } ns ? $", or after {StatusText.Duration(ns / 1e9)}" : "")}");

    private static string Seconds(long ns) => string.Create(CultureInfo.InvariantCulture, $"{ns / 1e9:0.###} s");

    private static string Rate(LabSpec lab) => lab.RateBitsPerSecond is { } rate
        ? string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:0.###} Mbit/s")
        : "not shaped";
}
