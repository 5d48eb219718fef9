using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>From a campaign to its blocks and trials.</summary>
public static class Planner
{
    /// <summary>Part of the hash. Goes up with any change of an order that users may have stored results under.</summary>
    public const int Version = 2;

    /// <summary>A plan is kept in memory whole; the largest study in the literature is far below.</summary>
    public const int MostTrials = 1_000_000;

    /// <remarks>
    /// Repetition <c>r</c> of every pair comes before repetition <c>r + 1</c> of any. Within a block the trials of one protocol
    /// and size stand together, each once, so that a comparison is made within seconds. In order <c>blocks</c> a block shuffles
    /// these comparisons by a <see cref="PlanRandom"/> of its number. The order inside a comparison is a row of its
    /// <see cref="WilliamsSquare"/>: a pair goes through all its rows before one comes again, in an order that a
    /// <see cref="PlanRandom"/> of the number −1 − cycle shuffles, pair by pair, comparison by comparison; a cycle is as long as the least common multiple of the squares.
    /// </remarks>
    public static CampaignPlan Plan(CampaignSpec spec)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CountTrials(spec), MostTrials, "trials");
        var comparisons = Comparisons.Of(spec);
        Cell[] sentinel = spec.Sentinels ? [Comparisons.Sentinel(spec)] : [];
        var perBlock = (int)Comparisons.CountPerBlock(spec);
        var rows = new RowOrders(spec, comparisons);
        var blocks = new List<Block>();
        for (var repetition = 1; repetition <= spec.Repetitions; repetition++)
        {
            for (var pair = 0; pair < spec.Pairs.Count; pair++)
            {
                var number = blocks.Count + 1;
                var first = (blocks.Count * perBlock) + 1;
                var cells = Order(spec, comparisons, rows, number, pair, repetition);
                blocks.Add(new Block(number, repetition, spec.Pairs[pair], [.. sentinel.Concat(cells).Concat(sentinel)
                    .Select((cell, position) => new TrialSpec(first + position, number, repetition, spec.Pairs[pair], cell))]));
            }
        }

        return new CampaignPlan(spec, PlanHash.Of(spec), [.. comparisons.SelectMany(cells => cells), .. sentinel], blocks);
    }

    /// <summary>Without making them.</summary>
    internal static decimal CountTrials(CampaignSpec spec) => Comparisons.CountPerBlock(spec) * spec.Pairs.Count * spec.Repetitions;

    private static IEnumerable<Cell> Order(
        CampaignSpec spec, IReadOnlyList<Cell[]> comparisons, RowOrders rows, int block, int pair, int repetition)
    {
        if (spec.Order == TrialOrder.AsWritten) return comparisons.SelectMany(cells => cells);
        int[] order = [.. Enumerable.Range(0, comparisons.Count)];
        new PlanRandom(spec.Seed, block).Shuffle(order.AsSpan());
        return order.SelectMany(index => rows.Row(pair, index, repetition).Select(place => comparisons[index][place]));
    }
}
