using System.Globalization;
using ActorBench.Statistics.Analysis;

namespace ActorBench.Statistics.Validity;

/// <remarks>Of one trial its own lateness is known, and the skew among trials of one instant is never larger than the largest of these.</remarks>
internal sealed class SkewRule : IValidityRule
{
    public string Code => "skew";

    public string Sentence =>
        "The window did not begin at the instant that all pairs of the round were given, by more than 1 % of its length; give the trial a longer warm-up, "
        + "or find out what keeps the initiator's processor busy.";

    public string? Evidence(TrialEvidence trial) =>
        trial.Start is { } start && Math.Abs(start.StartedNs - start.AskedNs) is var off && off > CommonStart.MostSkew * start.WindowNs
            ? string.Create(CultureInfo.InvariantCulture, $"the window of {start.WindowNs / 1e6:0.0} ms began {off / 1e6:0.000} ms beside its instant (known within ±{start.BoundNs / 1e6:0.000} ms)")
            : null;
}
