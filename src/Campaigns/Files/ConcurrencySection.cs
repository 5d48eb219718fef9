using ActorBench.Campaigns.Scheduling;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Files;

/// <summary><c>concurrency: [1, 2, 4, max]</c></summary>
internal static class ConcurrencySection
{
    /// <summary>As many pairs at once as every pair finds others to run beside.</summary>
    private const string Max = "max";

    /// <returns>Null without the key; each level once.</returns>
    public static IReadOnlyList<int>? Read(YamlNode? node, IReadOnlyList<PairId> pairs, IReadOnlyList<SharedLink> links)
    {
        if (node is null) return null;
        var rounds = new LevelRounds(pairs, links);
        var shared = SharedLink.Binds(links, pairs) ? "a host or a link" : "a host";
        return [.. Values.Many(node, "concurrency").Select(item => Level(item, rounds, pairs, shared)).Distinct()];
    }

    private static int Level(YamlNode item, LevelRounds rounds, IReadOnlyList<PairId> pairs, string shared)
    {
        if (Values.Scalar(item, "a level of concurrency").Text == Max) return rounds.Most;
        var level = Values.Whole(item, "a level of concurrency", 1, 10_000, otherwise: 1);
        if (level <= rounds.Most) return level;
        var limiting = pairs[rounds.Limiting];
        throw item.Place.Refusal(Shown.Invariant(
            $"{level} of these {pairs.Count} pairs cannot be at work at once without sharing {shared}: with {limiting.Initiator} and {limiting.Responder} among them it is {rounds.Most} at most; write 'max', or more pairs"));
    }
}
