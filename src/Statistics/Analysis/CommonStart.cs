using ActorBench.Messages.Pairs;
using ActorBench.Messages.Trials;

namespace ActorBench.Statistics.Analysis;

/// <summary>Trials of several pairs that were let begin at one instant.</summary>
/// <param name="Members">Pairs that the round has.</param>
/// <param name="SkewNs">The latest beginning of a window less the earliest.</param>
/// <param name="WindowNs">The shortest window.</param>
/// <param name="SharedNs">From the latest beginning to the earliest end: the time in which all windows were open.</param>
/// <param name="BoundNs">The largest error with which a beginning is known.</param>
public sealed record CommonStart(
    int Round, int Position, IReadOnlyList<PairEvents.TrialRecorded> Trials, int Members, long SkewNs, long WindowNs, long SharedNs, long BoundNs)
{
    /// <summary>Of the window, beyond which a start was none in common.</summary>
    public const double MostSkew = 0.01;

    /// <summary>Fraction of the window.</summary>
    public double Skew => WindowNs > 0 ? (double)SkewNs / WindowNs : 0;

    public bool Skewed => Skew > MostSkew;

    /// <summary>In the order of rounds and positions; a trial that began without any other counts as a start of one.</summary>
    public static IReadOnlyList<CommonStart> Of(IEnumerable<PairEvents.TrialRecorded> trials) =>
    [
        .. trials.Where(trial => trial.Result.Start is not null)
            .GroupBy(trial => (trial.Result.Start!.Round, trial.Result.Start.Position, trial.Result.Start.AskedNs))
            .OrderBy(start => start.Key)
            .Select(start => Of([.. start.OrderBy(trial => trial.Spec.Number)])),
    ];

    private static CommonStart Of(PairEvents.TrialRecorded[] trials)
    {
        StartFacts[] facts = [.. trials.Select(trial => trial.Result.Start!)];
        var (first, last) = (facts.Min(one => one.StartedNs), facts.Max(one => one.StartedNs));
        return new CommonStart(
            facts[0].Round,
            facts[0].Position,
            trials,
            facts[0].Pairs,
            last - first,
            facts.Min(one => one.WindowNs),
            Math.Max(0, facts.Min(one => one.StoppedNs) - last),
            facts.Max(one => one.BoundNs));
    }
}
