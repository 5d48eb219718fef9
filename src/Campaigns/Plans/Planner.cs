using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>From a campaign to its blocks and trials.</summary>
public static class Planner
{
    /// <summary>Part of the hash. Goes up with any change of an order that users may have stored results under.</summary>
    public const int Version = 1;

    /// <summary>A plan is kept in memory whole; the largest study in the literature is far below.</summary>
    public const int MostTrials = 1_000_000;

    /// <remarks>
    /// Repetition <c>r</c> of every pair comes before repetition <c>r + 1</c> of any. Within a block the trials of one protocol
    /// and size stand together, one a platform, so that a comparison is made within seconds. In order <c>blocks</c> a block first
    /// shuffles these groups, then, group by group as they run, each group's platforms, all by one <see cref="PlanRandom"/>. Where
    /// there are two engines, each platform's trial is two (<see cref="EngineCells"/>).
    /// </remarks>
    public static CampaignPlan Plan(CampaignSpec spec)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(CountTrials(spec), MostTrials, "trials");
        Cell[][] groups = [.. spec.Classes.SelectMany(one => one.Sizes.Select(size => Group(spec, one, size)))];
        Cell[] cells = [.. groups.SelectMany(group => group).SelectMany(cell => EngineCells.Expand(spec, cell))];
        var blocks = new List<Block>();
        for (var repetition = 1; repetition <= spec.Repetitions; repetition++)
        {
            foreach (var pair in spec.Pairs)
            {
                var number = blocks.Count + 1;
                var first = (blocks.Count * cells.Length) + 1;
                blocks.Add(new Block(number, pair, [.. Order(spec, groups, number)
                    .SelectMany(cell => EngineCells.Expand(spec, cell, repetition))
                    .Select((cell, position) => new TrialSpec(first + position, number, repetition, pair, cell))]));
            }
        }

        return new CampaignPlan(spec, PlanHash.Of(spec), cells, blocks);
    }

    /// <summary>Without making them.</summary>
    internal static decimal CountTrials(CampaignSpec spec) =>
        (decimal)spec.Classes.Sum(one => (long)one.Sizes.Count) * spec.Platforms.Count * EngineCells.Of(spec).Count
            * spec.Pairs.Count * spec.Repetitions;

    private static Cell[] Group(CampaignSpec spec, SizeClass one, int size) =>
        [.. spec.Platforms.Select(platform => new Cell(platform, one.Protocol, one.Name, size, spec.ResponseBytes ?? size))];

    private static IEnumerable<Cell> Order(CampaignSpec spec, Cell[][] groups, int block)
    {
        if (spec.Order == TrialOrder.AsWritten) return groups.SelectMany(group => group);
        var random = new PlanRandom(spec.Seed, block);
        Cell[][] shuffled = [.. groups];
        random.Shuffle(shuffled.AsSpan());
        return shuffled.SelectMany(group =>
        {
            Cell[] platforms = [.. group];
            random.Shuffle(platforms.AsSpan());
            return platforms;
        });
    }
}
