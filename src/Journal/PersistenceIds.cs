using ActorBench.Messages.Plans;

namespace ActorBench.Journal;

/// <summary>Under which name each actor's events are stored. Changing one loses what is stored under it.</summary>
public static class PersistenceIds
{
    public const string CampaignPrefix = "campaign-";
    public const string PairPrefix = "pair-";
    public const string HostPrefix = "host-";
    public const string StatisticsPrefix = "statistics-";
    public const string AuditPrefix = "audit-";

    public static string Campaign(CampaignId campaign) => CampaignPrefix + campaign.Value;

    public static string Pair(CampaignId campaign, PairId pair) => $"{PairPrefix}{campaign.Value}/{pair}";

    public static string Host(string host) => HostPrefix + host;

    public static string Statistics(CampaignId campaign) => StatisticsPrefix + campaign.Value;

    /// <param name="subject">What was ordered about: <c>campaign-…</c>, <c>host-…</c>, or a palette.</param>
    public static string Audit(string subject) => AuditPrefix + subject;

    public static CampaignId ParseCampaign(string id) => new(After(CampaignPrefix, id));

    /// <summary>A campaign's id holds no slash, so the first one ends it.</summary>
    public static (CampaignId Campaign, PairId Pair) ParsePair(string id)
    {
        var rest = After(PairPrefix, id);
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? (new CampaignId(rest[..slash]), PairId.Parse(rest[(slash + 1)..]))
            : throw new FormatException($"'{id}' is not a pair's persistence id; one reads 'pair-campaign/h1:h2'.");
    }

    public static string ParseHost(string id) => After(HostPrefix, id);

    private static string After(string prefix, string id) =>
        id.Length > prefix.Length && id.StartsWith(prefix, StringComparison.Ordinal)
            ? id[prefix.Length..]
            : throw new FormatException($"'{id}' is not a persistence id that starts with '{prefix}'.");
}
