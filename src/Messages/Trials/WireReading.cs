namespace ActorBench.Messages.Trials;

/// <summary>How a lab's serialised wire kept its times over a trial.</summary>
/// <param name="Frames">That left the switch, of all pairs.</param>
/// <param name="Drops">Frames for which a queue or an interface had no room.</param>
/// <param name="MeanLateNs">After the instant at which the frame was due; a percentile is the upper end of its counter, 12 % wide.</param>
public sealed record WireDelta(long Frames, long Drops, long MeanLateNs, long P99LateNs, long MaxLateNs);

/// <summary>A serialised wire's counters since it came up; two of them make a <see cref="WireDelta"/>.</summary>
/// <param name="LateNs">Sum over all frames.</param>
/// <param name="Counts">Frames by lateness, see <see cref="BucketOf"/>.</param>
public sealed record WireReading(long Frames, long Drops, long LateNs, IReadOnlyList<long> Counts)
{
    /// <summary>Eight for each power of two up to the largest number there is.</summary>
    public const int Buckets = 64 * PerPower;

    private const int PerPower = 8;
    private const int PowerBits = 3;

    /// <param name="lateNs">Below 0 counts as 0.</param>
    public static int BucketOf(long lateNs)
    {
        if (lateNs < PerPower) return (int)Math.Max(0, lateNs);
        var power = 63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)lateNs);
        return ((power - PowerBits + 1) * PerPower) + (int)((lateNs >> (power - PowerBits)) & (PerPower - 1));
    }

    public WireDelta Since(WireReading before)
    {
        var frames = Frames - before.Frames;
        return new WireDelta(frames, Drops - before.Drops, frames <= 0 ? 0 : (LateNs - before.LateNs) / frames, Late(before, 0.99), Late(before, 1));
    }

    /// <summary>Largest lateness of a bucket.</summary>
    private static long UpperEnd(int bucket)
    {
        if (bucket < PerPower) return bucket;
        var shift = (bucket / PerPower) - 1;
        return (((long)PerPower + (bucket % PerPower) + 1) << shift) - 1;
    }

    private long Late(WireReading before, double share)
    {
        var all = Counts.Zip(before.Counts, (now, then) => now - then).Sum();
        var rank = (long)Math.Ceiling(share * all);
        var seen = 0L;
        for (var bucket = 0; bucket < Buckets && rank > 0; bucket++)
        {
            seen += Counts[bucket] - before.Counts[bucket];
            if (seen >= rank) return UpperEnd(bucket);
        }

        return 0;
    }
}
