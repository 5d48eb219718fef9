using ActorBench.Campaigns.Scheduling;

namespace ActorBench.Campaigns.Plans;

/// <param name="Series">Place of the level among the levels, from 0.</param>
/// <param name="Level">Pairs at once; null where concurrency is no factor.</param>
/// <param name="Pairs">Indices into the campaign's pairs.</param>
internal readonly record struct PlannedRound(int Repetition, int Series, int? Level, int[] Pairs);

/// <summary>Every round of a campaign, in the order in which they run: all rounds of a repetition before any of the next.</summary>
/// <remarks>
/// Where concurrency is a factor, a repetition holds every pair alone and together, at all levels. Which pairs are together is drawn anew in
/// each repetition, by a <see cref="PlanRandom"/> of the smallest number there is + repetition, and so is the order of the rounds.
/// </remarks>
internal static class PlannedRounds
{
    public static IEnumerable<PlannedRound> Of(CampaignSpec spec) => spec.Concurrency is null ? Isolated(spec) : AtLevels(spec, spec.Concurrency);

    /// <summary>Blocks of the campaign, at least: without making the rounds.</summary>
    public static decimal FewestBlocks(CampaignSpec spec) => (decimal)spec.Pairs.Count * (spec.Concurrency?.Count ?? 1) * spec.Repetitions;

    /// <summary>Where pairs fill up a round there are more than <see cref="FewestBlocks"/>.</summary>
    public static decimal CountBlocks(CampaignSpec spec) => spec.Concurrency is null ? FewestBlocks(spec) : Of(spec).Sum(round => (decimal)round.Pairs.Length);

    private static IEnumerable<PlannedRound> Isolated(CampaignSpec spec)
    {
        var rounds = IsolatedRounds.Of(spec.Pairs, spec.Links ?? []);
        return Enumerable.Range(1, spec.Repetitions).SelectMany(repetition => rounds.Select(pairs => new PlannedRound(repetition, 0, null, pairs)));
    }

    private static IEnumerable<PlannedRound> AtLevels(CampaignSpec spec, IReadOnlyList<int> levels)
    {
        var rounds = new LevelRounds(spec.Pairs, spec.Links ?? []);
        for (var repetition = 1; repetition <= spec.Repetitions; repetition++)
        {
            var random = new PlanRandom(spec.Seed, int.MinValue + repetition);
            PlannedRound[] all =
            [
                .. levels.SelectMany((level, series) => rounds.Rounds(level, random).Select(pairs => new PlannedRound(repetition, series, level, pairs))),
            ];
            if (spec.Order == TrialOrder.Blocks) random.Shuffle(all.AsSpan());
            foreach (var round in all) yield return round;
        }
    }
}
