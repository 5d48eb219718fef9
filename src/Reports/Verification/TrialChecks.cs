using ActorBench.Campaigns.Plans;
using ActorBench.Messages.Pairs;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace ActorBench.Reports.Verification;

/// <summary>Whether the numbers of one accepted trial can all be true together.</summary>
internal static class TrialChecks
{
    /// <summary>Of a histogram with three digits.</summary>
    private const double Digits = 2e-3;

    public static IEnumerable<string> Of(PairEvents.TrialRecorded trial, CampaignPlan plan)
    {
        var (counters, cell) = (trial.Result.Initiator.Counters, trial.Spec.Cell);
        // netperf's rules know a rate of 0: not one transaction within the time.
        var strict = plan.Spec.Trial.Timing == Timing.Strict && cell.Engine == Engine.Native;
        if ((strict && counters.Exchanges < 1) || counters.ElapsedNs <= 0) yield return $"it has {counters.Exchanges} exchanges in {counters.ElapsedNs} ns";
        if (strict)
        {
            if (counters.BytesOut != counters.Exchanges * cell.RequestBytes) yield return $"{counters.BytesOut} request bytes are not {counters.Exchanges} exchanges of {cell.RequestBytes}";
            if (counters.BytesIn != counters.Exchanges * cell.ResponseBytes) yield return $"{counters.BytesIn} response bytes are not {counters.Exchanges} exchanges of {cell.ResponseBytes}";
        }

        if (counters.Lost > 0 != trial.Result.Flags.Contains(TrialFlags.Lossy)) yield return $"{counters.Lost} lost exchanges do not go with its flags";
        var latency = trial.Result.Initiator.Latency;
        if (latency.P50Ns > latency.P90Ns || latency.P90Ns > latency.P99Ns || (strict && latency.P99Ns > latency.MaxNs)) yield return "its latency percentiles fall";
        if (latency.Histogram.Length == 0) yield break;
        if (Histogram(latency.Histogram) is not { } histogram)
        {
            yield return "its histogram does not read";
            yield break;
        }

        if (strict && histogram.TotalCount != counters.Exchanges) yield return $"its histogram counts {histogram.TotalCount} of {counters.Exchanges} exchanges";
        if (histogram.TotalCount > 0 && Math.Abs(histogram.GetValueAtPercentile(50) - latency.P50Ns ?? 0) > Digits * latency.P50Ns + 1) yield return "its median latency is not its histogram's";
    }

    private static HistogramBase? Histogram(byte[] encoded)
    {
        try
        {
            return HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(encoded), 0);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or IndexOutOfRangeException or System.IO.InvalidDataException)
        {
            return null;
        }
    }
}
