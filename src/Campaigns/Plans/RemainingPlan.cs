using ActorBench.Messages.Campaigns;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Statistics;

namespace ActorBench.Campaigns.Plans;

/// <summary>A plan less what the stop rule's looks have taken from it. Trials keep their numbers.</summary>
public sealed class RemainingPlan
{
    private readonly CampaignPlan _plan;
    private readonly Dictionary<(Protocol Protocol, int RequestBytes), int> _endsAfter = [];
    private readonly Dictionary<(Protocol Protocol, int RequestBytes), ComparisonPrecision> _precision = [];

    /// <param name="looks">In the order in which they were taken.</param>
    public RemainingPlan(CampaignPlan plan, IEnumerable<CampaignEvents.PrecisionLooked> looks)
    {
        _plan = plan;
        foreach (var look in looks)
        {
            LookedAfter = look.AfterRepetition;
            foreach (var one in look.Looks)
            {
                _precision[(one.Protocol, one.RequestBytes)] = new ComparisonPrecision(look.AfterRepetition, one);
                if (one.Met || look.BudgetSpent) _endsAfter.TryAdd((one.Protocol, one.RequestBytes), look.AfterRepetition);
            }
        }

        // Sentinels watch the others: with nothing left to watch they end too.
        LastRepetition = _plan.Cells.Where(cell => cell.Role != CellRole.Sentinel).Max(EndsAfter);
    }

    /// <summary>The repetition of the last look; 0 before the first.</summary>
    public int LookedAfter { get; }

    /// <summary>The last one that has any trial.</summary>
    public int LastRepetition { get; }

    /// <summary>What the rule saw last of each comparison, in the plan's order.</summary>
    public IReadOnlyList<ComparisonPrecision> Precision =>
        [.. _plan.Cells.Select(cell => _precision.GetValueOrDefault((cell.Protocol, cell.RequestBytes))).OfType<ComparisonPrecision>().Distinct()];

    public int TrialCount => _plan.Cells.Sum(Planned);

    /// <summary>The repetition after which the rule looks next; null without a rule, and when nothing is left to decide.</summary>
    public int? NextLook => _plan.Spec.Stop is { } rule
        ? Enumerable.Range(LookedAfter + 1, Math.Max(0, LastRepetition - LookedAfter)).Cast<int?>()
            .FirstOrDefault(repetition => rule.LooksAfter(repetition!.Value, _plan.Spec.Repetitions))
        : null;

    public IReadOnlyList<TrialSpec> Trials(Block block) =>
        _endsAfter.Count == 0 ? block.Trials : [.. block.Trials.Where(trial => block.Repetition <= EndsAfter(trial.Cell))];

    public int Planned(Cell cell) => _plan.Planned(cell, EndsAfter(cell));

    /// <summary>Trials in the blocks of repetitions 1 to <paramref name="repetition"/>.</summary>
    public int PlannedUpTo(int repetition) => _plan.Cells.Sum(cell => _plan.Planned(cell, Math.Min(repetition, EndsAfter(cell))));

    /// <summary>Whether the cell has trials after the last look.</summary>
    public bool GoesOn(Cell cell) => EndsAfter(cell) > LookedAfter;

    private int EndsAfter(Cell cell) => cell.Role == CellRole.Sentinel
        ? LastRepetition
        : _endsAfter.GetValueOrDefault((cell.Protocol, cell.RequestBytes), _plan.Spec.Repetitions);
}
