namespace ActorBench.Reports.Thresholds;

/// <summary>The thresholds with what became of them, for the end of a run.</summary>
public static class ThresholdLines
{
    public static IEnumerable<string> Of(IReadOnlyList<ThresholdOutcome> outcomes)
    {
        if (outcomes.Count == 0) yield break;
        yield return "Thresholds";
        foreach (var one in outcomes)
        {
            yield return $"  {(one.Passed ? '✓' : '✗')} {Words.Inert(one.Threshold)}";
            yield return $"    {Words.Inert(one.Evidence)}";
        }
    }
}
