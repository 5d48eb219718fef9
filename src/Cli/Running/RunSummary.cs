using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;
using ActorBench.Reports.Thresholds;

namespace ActorBench.Cli.Running;

/// <summary>The tables that end a run with thresholds and warnings, on stdout, and what to do next, on stderr.</summary>
internal static class RunSummary
{
    public static void WriteTables(TextWriter output, CampaignPlan plan, CampaignStatus status)
    {
        ResultTables.Write(output, status, plan.Spec.Baseline, ascii: false);
        output.Flush();
    }

    /// <param name="report">The command that has all.</param>
    public static void Write(TextWriter output, RunVerdict verdict, string report)
    {
        Paragraph(output, ThresholdLines.Of(verdict.Thresholds));
        Paragraph(output, FindingLines.Of(verdict.Findings, NextCommand.Of("explain"), report));
        output.Flush();
    }

    private static void Paragraph(TextWriter output, IEnumerable<string> lines)
    {
        foreach (var (i, line) in lines.Index()) output.Write(i == 0 ? $"\n{line}\n" : $"{line}\n");
    }

    public static void WriteNext(TextWriter notes, CampaignStatus status, StorePlace store)
    {
        notes.WriteLine();
        notes.WriteLine($"{status.Campaign}: {Outcome(status)}. Stored in {store.Address}");
        var study = ShippedCampaign.Find(ShippedCampaign.Paper2007);
        string[] next =
        [
            $"status {status.Campaign}",
            $"report {status.Campaign}",
            $"export {status.Campaign} -o csv",
            .. File.Exists(study) ? (string[])[$"run {NextCommand.Quoted(study)}"] : [],
        ];
        notes.WriteLine($"Next: {string.Join("\n      ", next.Select(words => NextCommand.Of(words, store)))}");
    }

    public static string Outcome(CampaignStatus status)
    {
        var text = $"{status.Accepted} of {status.Planned} trials accepted";
        if (status.Failed > 0) text += $", {status.Failed} failed";
        if (status.Unsupported > 0) text += $", {status.Unsupported} unsupported here";
        return status.RejectedAttempts > 0 ? $"{text}, {status.RejectedAttempts} attempts repeated" : text;
    }
}
