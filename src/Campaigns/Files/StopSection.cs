using ActorBench.Campaigns.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary><c>stop: { target: 2.5 %, min: 10, every: 5, budget: 2 h }</c> or <c>stop: none</c></summary>
internal static class StopSection
{
    /// <summary>An interval of the median exists from here on.</summary>
    private const int LeastRepetitions = 6;

    private const long Hour = 3_600_000_000_000;

    public static StopRule? Read(YamlNode? node, StopRule? ofProfile, int repetitions)
    {
        if (node is ScalarNode { Text: "none" }) return null;
        if (node is null)
        {
            // A file that asks for fewer repetitions than the profile's first look wants just those.
            return ofProfile is { } rule && rule.Min <= repetitions ? rule : null;
        }

        var stop = Section.Of(node, "stop", Vocabulary.Stop);
        var otherwise = ofProfile ?? Profile.Rigorous.Stop!;
        var min = Values.Whole(stop.Find("min"), "stop.min", LeastRepetitions, Planner.MostTrials, Math.Min(otherwise.Min, Math.Max(LeastRepetitions, repetitions)));
        if (min > repetitions)
        {
            throw (stop.Find("min") ?? node).Place.Refusal(
                $"the stop rule looks after {Shown.Number(min)} repetitions first, and the campaign has {Shown.Number(repetitions)}; write more repetitions, or 'stop: none'");
        }

        return new StopRule(
            stop.Find("target") is { } target ? (int)Values.Quantity(target, "stop.target", Quantity.Percent, 1, 100_000) : otherwise.TargetMilliPercent,
            min,
            Values.Whole(stop.Find("every"), "stop.every", 1, Planner.MostTrials, otherwise.Every),
            stop.Find("budget") is { } budget ? Values.Quantity(budget, "stop.budget", Quantity.Time, 1_000_000_000, 1_000 * Hour) : otherwise.BudgetNs);
    }
}
