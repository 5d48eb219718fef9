using ActorBench.Messages.Pairs;
using ActorBench.Reports.Content;
using static ActorBench.Reports.Tables.ReportTable;

namespace ActorBench.Reports.Tables;

/// <summary>What did not go as planned.</summary>
internal static class DeviationTables
{
    private const int LongestReason = 200;

    public static ReportTable Of(ReportContent content) => new(
        "Deviations from the plan: attempts without a result, trials given up, platforms that could not run, blocks in pieces.",
        [Left("what"), Left("platform"), "times", Left("first trial"), Left("first reason")],
        [.. Rejected(content), .. GivenUp(content), .. Unsupported(content), .. Paused(content)]);

    private static IEnumerable<string[]> Rejected(ReportContent content) =>
        from attempt in content.Record.TrialEvents.OfType<PairEvents.AttemptFailed>()
        group attempt by (Kind: Words.Kebab(attempt.Failure.Kind), attempt.Spec.Cell.Label) into same
        orderby same.Key.Kind, same.Key.Label
        let first = same.OrderBy(attempt => attempt.Spec.Number).ThenBy(attempt => attempt.Key.Attempt).First()
        select Row($"attempt rejected: {same.Key.Kind}", same.Key.Label, same.Count(), first.Spec.Number, first.Failure.Reason);

    private static IEnumerable<string[]> GivenUp(ReportContent content) =>
        from trial in content.Record.TrialEvents.OfType<PairEvents.TrialQuarantined>()
        group trial by trial.Spec.Cell.Label into same
        orderby same.Key
        let first = same.MinBy(trial => trial.Spec.Number)!
        select Row("trial given up", same.Key, same.Count(), first.Spec.Number, first.Reason);

    private static IEnumerable<string[]> Unsupported(ReportContent content) =>
        from trial in content.Record.TrialEvents.OfType<PairEvents.TrialUnsupported>()
        group trial by trial.Spec.Cell.Label into same
        orderby same.Key
        let first = same.MinBy(trial => trial.Spec.Number)!
        select Row("platform unsupported", same.Key, same.Count(), first.Spec.Number, first.Reason);

    private static IEnumerable<string[]> Paused(ReportContent content)
    {
        var split = content.Analysis.Input.SplitBlocks.Order().ToList();
        var reasons = content.Record.Pairs.SelectMany(pair => pair.Events).Select(e => e.Event).OfType<PairEvents.BlockPaused>().ToList();
        if (split.Count > 0)
        {
            var why = reasons.FirstOrDefault(pause => split.Contains(pause.Block))?.Reason ?? "The coordinator ended inside the block.";
            yield return ["block interrupted", Shown.Missing, $"{split.Count}", $"block {split[0]}", Short(why)];
        }
    }

    private static string[] Row(string what, string platform, int times, int trial, string reason) =>
        [what, Words.Inert(platform), $"{times}", $"trial {trial}", Short(reason)];

    private static string Short(string reason) => Words.Inert(reason) is var text && text.Length > LongestReason ? text[..LongestReason] + "…" : text;
}
