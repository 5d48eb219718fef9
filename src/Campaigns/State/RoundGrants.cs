using ActorBench.Campaigns.Plans;
using ActorBench.Campaigns.Scheduling;
using ActorBench.Messages.Plans;

namespace ActorBench.Campaigns.State;

/// <summary>Which blocks may begin: those of the first round that is not complete. A block that is overdue holds back only those that need its hosts or its links.</summary>
/// <param name="plan">In which the blocks stand round by round.</param>
/// <param name="overdue">Of a block that was granted and is not complete.</param>
internal sealed class RoundGrants(CampaignPlan plan, CampaignJournal journal, Func<Block, bool> overdue)
{
    /// <summary>A block's length without trouble, twice, and one trial's timeout and guests that have to boot: beyond that it is overdue.</summary>
    public static TimeSpan Bound(CampaignPlan plan) =>
        (2 * plan.BlockEstimate) + TimeSpan.FromTicks(plan.Spec.Trial.TimeoutNs / 100) + HostMachine.RaiseBound;

    /// <param name="lastRepetition">No block of a later one begins.</param>
    public IReadOnlyList<Block> Free(int lastRepetition)
    {
        var incomplete = plan.Blocks.TakeWhile(b => b.Repetition <= lastRepetition).Where(b => !journal.Completed.ContainsKey(b.Number)).ToList();
        var busy = incomplete.Where(IsOpen).SelectMany(b => Needs(b.Pair)).ToHashSet();
        foreach (var round in incomplete.GroupBy(b => b.Round).Select(blocks => blocks.ToList()))
        {
            var free = FreeOf(round, busy);
            if (free.Count > 0 || round.Any(b => IsOpen(b) && !overdue(b))) return free;
        }

        return [];
    }

    private List<Block> FreeOf(List<Block> round, HashSet<Resource> busy)
    {
        var waiting = round.Where(b => !IsOpen(b)).ToList();
        var free = waiting.Where(b => !Needs(b.Pair).Any(busy.Contains)).ToList();
        // Pairs that are measured together begin together or not at all.
        return round[0].Concurrency is null || free.Count == waiting.Count ? free : [];
    }

    private bool IsOpen(Block block) => journal.Granted.ContainsKey(block.Number);

    private IEnumerable<Resource> Needs(PairId pair) =>
    [
        new(ResourceKind.Host, pair.Initiator),
        new(ResourceKind.Host, pair.Responder),
        .. (plan.Spec.Links ?? []).Where(link => link.Carries(pair)).Select(link => new Resource(ResourceKind.Link, link.Name)),
    ];
}
