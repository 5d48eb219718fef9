using System.Globalization;
using ActorBench.Campaigns.Plans;
using ActorBench.Journal;
using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;

namespace ActorBench.Cli.Running;

/// <summary>What a run is asked to do: a new campaign, or one of the store.</summary>
/// <param name="Resumed">The stored start of a campaign to go on with; null for a new one.</param>
internal sealed record CampaignOrder(
    CampaignPlan Plan, string FileText, string? FilePath, IReadOnlyList<string> Overrides, CampaignEvents.CampaignStarted? Resumed)
{
    /// <summary>Name, short plan hash, and the number after the highest of that name and plan in the store.</summary>
    public CampaignId NewId(StorePlace store)
    {
        var stem = $"{Plan.Spec.Name}-{Plan.ShortHash}-";
        return new CampaignId(stem + (Numbers(store, stem).DefaultIfEmpty(0).Max() + 1).ToString(CultureInfo.InvariantCulture));
    }

    private static IReadOnlyList<int> Numbers(StorePlace store, string stem)
    {
        if (!File.Exists(store.Path)) return [];
        using var reader = StoreReader.Open(store.Path);
        return
        [
            .. reader.Campaigns()
                .Where(id => id.Value.StartsWith(stem, StringComparison.Ordinal))
                .Select(id => int.TryParse(id.Value.AsSpan(stem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0),
        ];
    }
}
