using System.Globalization;
using ActorBench.Messages.Plans;

namespace ActorBench.Journal;

/// <summary>Ids of campaigns: name, short plan hash, and the number of the run.</summary>
public static class CampaignNumbers
{
    /// <summary>The number after the highest of that name and plan.</summary>
    /// <param name="known">The campaigns of the store.</param>
    public static CampaignId Next(IReadOnlyList<CampaignId> known, string name, string shortHash)
    {
        var stem = $"{name}-{shortHash}-";
        var highest = known.Where(id => id.Value.StartsWith(stem, StringComparison.Ordinal)).Select(id => Number(id.Value[stem.Length..])).DefaultIfEmpty(0).Max();
        return new CampaignId(stem + (highest + 1).ToString(CultureInfo.InvariantCulture));
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
}
