using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Statistics;
using ActorBench.Reports;

namespace ActorBench.Cli.Running;

/// <summary>The tables that end a run, on stdout, and what to do next, on stderr.</summary>
internal static class RunSummary
{
    public static void Write(TextWriter output, TextWriter notes, CampaignPlan plan, CampaignStatus status, StorePlace store)
    {
        ResultTables.Write(output, status, plan.Spec.Baseline, ascii: false);
        output.Flush();
        notes.WriteLine();
        notes.WriteLine($"{status.Campaign}: {Outcome(status)}. Stored in {store.Path}");
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
