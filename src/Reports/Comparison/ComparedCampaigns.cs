using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Plans;
using ActorBench.Statistics.Analysis;
using ActorBench.Statistics.Findings;

namespace ActorBench.Reports.Comparison;

/// <summary>A setting of how was measured that is not the same in both.</summary>
/// <param name="A">As the plan or the lab says it; null where it does not.</param>
public sealed record MethodDifference(string Setting, string? A, string? B);

/// <summary>One side of a comparison.</summary>
/// <param name="Errors">Findings that say not to use a number.</param>
public sealed record ComparedCampaign(CampaignRecord Record, CampaignSpec Spec, CampaignAnalysis Analysis, int Errors)
{
    public CampaignId Id => Record.Campaign;

    /// <exception cref="PlanChangedException">This build plans the campaign differently.</exception>
    public static ComparedCampaign Of(CampaignRecord record)
    {
        var plan = StoredCampaign.PlanOf(record.Started);
        var analysis = StoredAnalysis.Of(record, plan);
        var errors = StoredAnalysis.FindingsOf(record, analysis).Count(finding => finding.Rule.Kind == FindingKind.Error);
        return new ComparedCampaign(record, plan.Spec, analysis, errors);
    }
}

/// <summary>Two stored campaigns side by side: how they were measured, on what, and what came out.</summary>
public sealed record ComparedCampaigns(
    ComparedCampaign A, ComparedCampaign B, IReadOnlyList<MethodDifference> Method, IReadOnlyList<DifferenceTable> Environments, CampaignDifference Difference)
{
    /// <summary>Lines of the plan that change what a rate means; seed, order and repetitions do not.</summary>
    private static readonly string[] OfTheMethod = ["engine", "timing", "trial", "sockets", "stop"];

    public static ComparedCampaigns Of(ComparedCampaign a, ComparedCampaign b, CellFilter? filter) => new(
        a,
        b,
        [.. Differing("", PlanLines(a.Spec), PlanLines(b.Spec)), .. Differing("lab ", a.Record.Started.Lab, b.Record.Started.Lab)],
        [.. EnvironmentDifference.BetweenCampaigns((a.Id.Value, a.Record.Environments), (b.Id.Value, b.Record.Environments)).Where(table => table.Facts.Count > 0)],
        CampaignDifference.Of(a.Analysis, b.Analysis, filter is null ? null : filter.Takes));

    private static Dictionary<string, string> PlanLines(CampaignSpec spec) => PlanHash.CanonicalText(spec)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ', 2))
        .Where(line => OfTheMethod.Contains(line[0]))
        // Of the default the text says nothing.
        .Append(["guests", Campaigns.Plans.Words.Guests.Of(spec.Guests)])
        .ToDictionary(line => line[0], line => line[1]);

    private static IEnumerable<MethodDifference> Differing(string prefix, IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) => a.Keys.Union(b.Keys)
        .Where(key => a.GetValueOrDefault(key) != b.GetValueOrDefault(key))
        .Order(StringComparer.Ordinal)
        .Select(key => new MethodDifference(prefix + key, a.GetValueOrDefault(key), b.GetValueOrDefault(key)));
}
