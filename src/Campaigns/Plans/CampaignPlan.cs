using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.Plans;

/// <summary>One repetition of all cells of a pair, with a sentinel at either end where the campaign has them.</summary>
/// <param name="Number">From 1, over all pairs.</param>
/// <param name="Round">From 1, over the whole plan: blocks of one round run at the same time.</param>
/// <param name="Trials">In the order in which they run.</param>
public sealed record Block(int Number, int Round, PairId Pair, IReadOnlyList<TrialSpec> Trials)
{
    public int Repetition => Trials[0].Repetition;

    /// <summary>Pairs at work at once; null where the campaign makes no factor of it.</summary>
    public int? Concurrency => Trials[0].Cell.Concurrency;
}

/// <summary>Every trial of a campaign in its order. The same spec gives the same plan on every machine.</summary>
/// <param name="Hash">SHA-256 in small hex digits over <see cref="PlanHash.CanonicalText"/>.</param>
/// <param name="Cells">Unshuffled: by class, size in the file's order, platform in the file's order, engine, twin; the sentinel last. Where concurrency is a factor, each size at all levels, in the file's order.</param>
public sealed record CampaignPlan(CampaignSpec Spec, string Hash, IReadOnlyList<Cell> Cells, IReadOnlyList<Block> Blocks)
{
    public int TrialCount => TrialsPerBlock * Blocks.Count;

    public int TrialsPerBlock => Blocks[0].Trials.Count;

    /// <summary>Six digits, as a campaign's id carries them.</summary>
    public string ShortHash => Hash[..6];

    /// <summary>How long a run without trouble takes.</summary>
    public TimeSpan Estimate => PlanEstimate.Of(Spec, Blocks[0], RoundCount);

    /// <summary>How long a block without trouble takes.</summary>
    public TimeSpan BlockEstimate => PlanEstimate.OfBlock(Spec, Blocks[0]);

    public int RoundCount => Blocks[^1].Round;

    /// <param name="number">From 1 to <see cref="TrialCount"/>.</param>
    public TrialSpec Trial(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, TrialCount);
        return Blocks[(number - 1) / TrialsPerBlock].Trials[(number - 1) % TrialsPerBlock];
    }

    /// <summary>Number of the last trial of a repetition, over all pairs.</summary>
    public int LastTrialOf(int repetition) => Blocks.Last(block => block.Repetition <= repetition).Trials[^1].Number;

    /// <summary>Trials of a cell over the first <paramref name="repetitions"/> repetitions.</summary>
    public int Planned(Cell cell, int repetitions) => BlocksOf(cell.Concurrency, repetitions) * (cell.Role == CellRole.Sentinel ? 2 : 1);

    /// <returns>Null for a block whose pair begins its trials alone.</returns>
    public RoundShape? ShapeOf(Block block) => block.Concurrency > 1
        ? new RoundShape(block.Round, [.. Blocks.Where(other => other.Round == block.Round).Select(other => other.Pair)])
        : null;

    private int BlocksOf(int? concurrency, int repetitions) => Spec.Concurrency is null
        ? repetitions * Spec.Pairs.Count
        : Blocks.TakeWhile(block => block.Repetition <= repetitions).Count(block => block.Concurrency == concurrency);
}
