using ActorBench.Messages.Pairs;
using ActorBench.Statistics.Findings;

namespace ActorBench.Reports;

/// <summary>A fact that is not the same in all columns of its table.</summary>
/// <param name="OfThePlatform">How an endpoint is wired and what it runs on is what a platform is; every other fact may be what really made the difference.</param>
/// <param name="Values">One a column; null where it does not exist there.</param>
public sealed record DifferingFact(string Name, bool OfThePlatform, IReadOnlyList<string?> Values);

/// <param name="Of">What the columns have in common: hosts, a platform, or an endpoint.</param>
/// <param name="Columns">Platforms, hosts, or times.</param>
/// <param name="Facts">Sorted by name; none where the columns are alike.</param>
public sealed record DifferenceTable(string Of, IReadOnlyList<string> Columns, IReadOnlyList<DifferingFact> Facts);

/// <summary>What differs between the environments of a campaign. Values are text from hosts: made harmless here, for whoever prints them.</summary>
public static class EnvironmentDifference
{
    /// <summary>What differs on one host between its platforms: a table for each host, one for those that differ alike.</summary>
    public static IReadOnlyList<DifferenceTable> BetweenPlatforms(IEnumerable<PairEvents.EnvironmentRecorded> environments) =>
        SharedByAlike(AtFirst(environments).GroupBy(e => e.Host).Select(host => Table(host.Key, [.. host.Select(e => (e.Platform, e.Facts))])));

    /// <summary>What differs between hosts on one platform: a table for each platform.</summary>
    public static IReadOnlyList<DifferenceTable> BetweenHosts(IEnumerable<PairEvents.EnvironmentRecorded> environments) =>
        [.. AtFirst(environments).GroupBy(e => e.Platform).Select(platform => Table(platform.Key, [.. platform.Select(e => (e.Host, e.Facts))]))];

    /// <summary>What differs between two campaigns: a table for each endpoint that both have, one for those that differ alike.</summary>
    public static IReadOnlyList<DifferenceTable> BetweenCampaigns(
        (string Name, IEnumerable<PairEvents.EnvironmentRecorded> Environments) a, (string Name, IEnumerable<PairEvents.EnvironmentRecorded> Environments) b) =>
        SharedByAlike(AtFirst(a.Environments).Join(
            AtFirst(b.Environments),
            e => (e.Host, e.Platform),
            e => (e.Host, e.Platform),
            (ours, theirs) => Table($"{ours.Host} {ours.Platform}", [(a.Name, ours.Facts), (b.Name, theirs.Facts)])));

    /// <summary>Endpoints whose environment changed inside the campaign; columns are the first digits of the hashes that its trials carry.</summary>
    public static IReadOnlyList<DifferenceTable> Changes(IEnumerable<PairEvents.EnvironmentRecorded> environments) =>
    [
        .. environments.OrderBy(e => e.At).GroupBy(e => (e.Host, e.Platform))
            .Select(endpoint => (Of: $"{endpoint.Key.Host} {endpoint.Key.Platform}", Seen: endpoint.DistinctBy(e => e.Hash).ToList()))
            .Where(endpoint => endpoint.Seen.Count > 1)
            .Select(endpoint => Table(endpoint.Of, [.. endpoint.Seen.Select(e => (ShortHash(e.Hash), e.Facts))])),
    ];

    /// <summary>As rows of <c>export</c> show a hash.</summary>
    public static string ShortHash(string hash) => hash[..Math.Min(hash.Length, 12)];

    /// <summary>Each endpoint as it was found first.</summary>
    private static IEnumerable<PairEvents.EnvironmentRecorded> AtFirst(IEnumerable<PairEvents.EnvironmentRecorded> environments) =>
        environments.OrderBy(e => e.At).DistinctBy(e => (e.Host, e.Platform)).OrderBy(e => e.Host, StringComparer.Ordinal);

    private static DifferenceTable Table(string of, (string Column, IReadOnlyDictionary<string, string> Facts)[] columns)
    {
        var differing = from name in columns.SelectMany(column => column.Facts.Keys).Distinct().Order(StringComparer.Ordinal)
                        let values = columns.Select(column => column.Facts.GetValueOrDefault(name)).ToArray()
                        where values.Distinct().Count() > 1
                        select new DifferingFact(
                            Words.Inert(name),
                            EnvironmentFacts.OfThePlatform(name),
                            [.. values.Select(value => value is null ? null : Words.Inert(value))]);
        return new DifferenceTable(Words.Inert(of), [.. columns.Select(column => Words.Inert(column.Column))], [.. differing]);
    }

    private static IReadOnlyList<DifferenceTable> SharedByAlike(IEnumerable<DifferenceTable> tables) =>
        [.. tables.GroupBy(Content).Select(same => same.First() with { Of = string.Join(", ", same.Select(table => table.Of)) })];

    private static string Content(DifferenceTable table) =>
        string.Join('\n', [.. table.Columns, .. table.Facts.Select(fact => $"{fact.Name}\t{string.Join('\t', fact.Values.Select(value => value ?? "\0"))}")]);
}
