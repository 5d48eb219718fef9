using System.Globalization;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary><c>pairs: [[h1, h2]]</c></summary>
internal static class PairsSection
{
    private static readonly string[] Patterns = ["disjoint", "ring", "all"];

    public static IReadOnlyList<PairId> Read(YamlNode? node, int hosts)
    {
        if (node is null) return [new PairId("h1", "h2")];
        if (node is ScalarNode { Text: not "" } word)
        {
            throw Patterns.Contains(word.Text)
                ? NotBuilt.Refusal(node, $"the pattern '{word.Text}' of pairs", "pairs: [[h1, h2]]")
                : node.Place.Refusal($"pairs cannot be {Shown.Quoted(word.Text)}; {Nearest.To(word.Text, Patterns) switch
                {
                    { } near => $"did you mean '{near}'?",
                    null => "write a list such as [[h1, h2]]",
                }}");
        }

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

    private static PairId Pair(YamlNode node, int hosts)
    {
        if (node is not ListNode { Items: [var first, var second] })
        {
            throw node.Place.Refusal("a pair is a list of two hosts; write it as '[h1, h2]'");
        }

        var pair = new PairId(Host(first, hosts), Host(second, hosts));
        return pair.Initiator != pair.Responder ? pair : throw second.Place.Refusal($"a pair is two different hosts, not '{pair.Initiator}' twice; name another host");
    }

    private static string Host(YamlNode node, int hosts)
    {
        var name = Values.Scalar(node, "a host").Text;
        return name.StartsWith('h') && !name.StartsWith("h0", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= hosts
            ? name
            : throw node.Place.Refusal(Shown.Invariant($"there is no host {Shown.Quoted(name)} in the lab; its hosts are h1 to h{hosts}"));
    }
}
