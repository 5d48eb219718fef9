using System.Globalization;
using ActorBench.Messages.Plans;

namespace ActorBench.Statistics.Validity;

internal sealed class ImpossibleRateRule : IValidityRule
{
    /// <summary>A shaper's own arithmetic is not exact.</summary>
    private const double Slack = 1.001;

    public string Code => "impossible";

    public string Sentence => "The exchanges took less time than the wire needs for their bytes: an error of counting, of the clock or of the lab's shaping, and no record.";

    public string? Evidence(TrialEvidence trial)
    {
        if (trial.Wire is not { } wire) return null;
        var least = LeastSeconds(wire, trial);
        var took = trial.Initiator.Counters.ElapsedNs / 1e9;
        return took * Slack >= least
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{trial.Initiator.Counters.Exchanges} exchanges in {took:0.######} s, for which the wire needs {least:0.######} s");
    }

    /// <remarks>
    /// A bucket that was full lets one burst pass, and it is full again after each exchange that was given up, whose time is not counted. Beyond
    /// that each direction carries the rate, and of two messages that follow one another only a burst each passes at once. A wire without a burst
    /// is a switch's two links, one after the other.
    /// </remarks>
    private static double LeastSeconds(WireShape wire, TrialEvidence trial)
    {
        var (cell, counters) = (trial.Spec.Cell, trial.Initiator.Counters);
        // Where nobody knows, the longer payload is taken, so that no honest rate is called impossible.
        var limit = new WireLimit(wire.Mtu, trial.Initiator.Tcp?.Timestamps ?? false);
        var request = limit.WireBytes(cell.Protocol, cell.RequestBytes);
        var response = limit.WireBytes(cell.Protocol, cell.ResponseBytes);
        var free = (double)wire.BurstBytes * (1 + counters.Lost);
        var sustained = 8 * (((double)counters.Exchanges * Math.Max(request, response)) - free) / wire.BitsPerSecond;
        var paced = counters.Exchanges * 8.0 * (Math.Max(0, request - wire.BurstBytes) + Math.Max(0, response - wire.BurstBytes)) / wire.BitsPerSecond;
        return Math.Max(sustained, paced + (counters.Exchanges * limit.StoredSeconds(cell, wire.BitsPerSecond, wire.BurstBytes)));
    }
}
