using ActorBench.Campaigns.Scheduling;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary><c>pairs: [[h1, h2]]</c>, or a pattern over all hosts</summary>
internal static class PairsSection
{
    private static readonly string[] Patterns = ["disjoint", "ring", "all"];

    public static IReadOnlyList<PairId> Read(YamlNode? node, IReadOnlyList<string> hosts)
    {
        if (node is null) return [new PairId(hosts[0], hosts[1])];
        if (node is ScalarNode { Text: not "" } word) return Pattern(word, hosts);
        var taken = new Dictionary<(string, string), Place>();
        var pairs = new List<PairId>();
        foreach (var item in Values.Many(node, "pairs"))
        {
            var pair = Pair(item, hosts);
            var key = string.CompareOrdinal(pair.Initiator, pair.Responder) < 0 ? (pair.Initiator, pair.Responder) : (pair.Responder, pair.Initiator);
            if (!taken.TryAdd(key, item.Place))
            {
                throw item.Place.Refusal($"the pair of {pair.Initiator} and {pair.Responder} is already there {taken[key].Reference}; take one of the two away");
            }

            pairs.Add(pair);
        }

        return pairs;
    }

    private static PairId Pair(YamlNode node, IReadOnlyList<string> hosts)
    {
        if (node is not ListNode { Items: [var first, var second] })
        {
            throw node.Place.Refusal("a pair is a list of two hosts; write it as '[h1, h2]'");
        }

        var pair = new PairId(HostsSection.Known(first, hosts), HostsSection.Known(second, hosts));
        return pair.Initiator != pair.Responder ? pair : throw second.Place.Refusal($"a pair is two different hosts, not '{pair.Initiator}' twice; name another host");
    }

    private static IReadOnlyList<PairId> Pattern(ScalarNode word, IReadOnlyList<string> hosts) => word.Text switch
    {
        "disjoint" when hosts.Count % 2 == 1 => throw word.Place.Refusal(
            Shown.Invariant($"disjoint pairs of {hosts.Count} hosts leave {hosts[^1]} alone; take an even number of hosts")),
        "disjoint" => [.. hosts.Chunk(2).Select(two => new PairId(two[0], two[1]))],
        // Two hosts are a ring of one pair.
        "ring" => [.. hosts.Select((host, index) => new PairId(host, hosts[(index + 1) % hosts.Count])).Take(hosts.Count == 2 ? 1 : hosts.Count)],
        "all" => [.. CircleMethod.Rounds(hosts.Count).SelectMany(round => round).Select(pair => new PairId(hosts[pair.A], hosts[pair.B]))],
        _ => throw word.Place.Refusal($"pairs cannot be {Shown.Quoted(word.Text)}; {Nearest.To(word.Text, Patterns) switch
        {
            { } near => $"did you mean '{near}'?",
            null => "write disjoint, ring, all or a list such as [[h1, h2]]",
        }}"),
    };
}
