using System.Globalization;

namespace ActorBench.Statistics.Validity;

internal sealed class WireRule : IValidityRule
{
    /// <summary>Two frames that leave late by the mean make an exchange longer by no more than that.</summary>
    private const double MostShare = 0.05;

    public string Code => "wire";

    public string Sentence =>
        "The process that plays the lab's wire dropped frames, or let them leave so late that exchanges grew by more than a twentieth; give it a processor of its own ('cpus: shared' leaves one), and the machine less to do.";

    public string? Evidence(TrialEvidence trial)
    {
        if (trial.Held is not { } held) return null;
        if (held.Drops > 0) return string.Create(CultureInfo.InvariantCulture, $"the wire dropped {held.Drops} frames");
        var counters = trial.Initiator.Counters;
        var period = counters.Exchanges > 0 ? (double)counters.ElapsedNs / counters.Exchanges : double.MaxValue;
        return 2 * held.MeanLateNs > MostShare * period
            ? string.Create(CultureInfo.InvariantCulture, $"frames left {held.MeanLateNs / 1000.0:0.0} µs late on the mean, {held.P99LateNs / 1000.0:0} at the 99th percentile, where an exchange takes {period / 1000:0.0} µs")
            : null;
    }
}
