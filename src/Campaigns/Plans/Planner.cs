using ActorBench.Campaigns.Scheduling;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>From a campaign to its blocks and trials.</summary>
public static class Planner
{
    /// <summary>Goes up with any change of an order that users may have stored results under.</summary>
    public const int Version = 3;

    /// <summary>The planner before it knew of rounds, which plans a campaign of one pair as this one does.</summary>
    private const int VersionWithoutRounds = 2;

    /// <summary>A plan is kept in memory whole; the largest study in the literature is far below.</summary>
    public const int MostTrials = 1_000_000;

    /// <summary>Part of the hash: the oldest planner that makes the same plan, so that results stored under it stay valid.</summary>
    public static int VersionOf(CampaignSpec spec) => spec.Pairs.Count == 1 && spec.Concurrency is null ? VersionWithoutRounds : Version;

    /// <remarks>
    /// The rounds are those of <see cref="PlannedRounds"/>. Within a block the trials of one protocol
    /// and size stand together, each once, so that a comparison is made within seconds. In order <c>blocks</c> a block shuffles
    /// these comparisons by a <see cref="PlanRandom"/> of its number. The order inside a comparison is a row of its
    /// <see cref="WilliamsSquare"/>: a pair goes through all its rows before one comes again, in an order that a
    /// <see cref="PlanRandom"/> of the number −1 − cycle shuffles, pair by pair, comparison by comparison; a cycle is as long as the least common multiple of the squares.
    /// Where concurrency is a factor, all blocks of a round have the order of its first, and a level goes through the rows instead of a pair.
    /// </remarks>
    public static CampaignPlan Plan(CampaignSpec spec)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CountTrials(spec), MostTrials, "trials");
        var comparisons = Comparisons.Of(spec);
        Cell[] sentinel = spec.Sentinels ? [Comparisons.Sentinel(spec)] : [];
        var perBlock = (int)Comparisons.CountPerBlock(spec);
        var rows = new RowOrders(spec.Seed, comparisons, spec.Concurrency?.Count ?? spec.Pairs.Count);
        var blocks = new List<Block>();
        var number = 0;
        foreach (var round in PlannedRounds.Of(spec))
        {
            number++;
            var ofRound = blocks.Count + 1;
            foreach (var pair in round.Pairs)
            {
                var block = blocks.Count + 1;
                var first = (blocks.Count * perBlock) + 1;
                var (drawn, series) = round.Level is null ? (block, pair) : (ofRound, round.Series);
                var cells = Order(spec, comparisons, rows, drawn, series, round.Repetition);
                blocks.Add(new Block(block, number, spec.Pairs[pair], [.. sentinel.Concat(cells).Concat(sentinel)
                    .Select((cell, position) => new TrialSpec(first + position, block, round.Repetition, spec.Pairs[pair], cell with { Concurrency = round.Level }))]));
            }
        }

        return new CampaignPlan(spec, PlanHash.Of(spec), [.. comparisons.SelectMany(AtLevels), .. AtLevels(sentinel)], blocks);

        IEnumerable<Cell> AtLevels(Cell[] cells) =>
            spec.Concurrency is null ? cells : spec.Concurrency.SelectMany(level => cells.Select(cell => cell with { Concurrency = level }));
    }

    /// <summary>Without making them.</summary>
    internal static decimal CountTrials(CampaignSpec spec)
    {
        var perBlock = Comparisons.CountPerBlock(spec);
        var least = perBlock * PlannedRounds.FewestBlocks(spec);
        return least > MostTrials ? least : perBlock * PlannedRounds.CountBlocks(spec);
    }

    /// <param name="drawn">Number of the block whose random numbers order the comparisons.</param>
    private static IEnumerable<Cell> Order(
        CampaignSpec spec, IReadOnlyList<Cell[]> comparisons, RowOrders rows, int drawn, int series, int repetition)
    {
        if (spec.Order == TrialOrder.AsWritten) return comparisons.SelectMany(cells => cells);
        int[] order = [.. Enumerable.Range(0, comparisons.Count)];
        new PlanRandom(spec.Seed, drawn).Shuffle(order.AsSpan());
        return order.SelectMany(index => rows.Row(series, index, repetition).Select(place => comparisons[index][place]));
    }
}
