using ActorBench.Measurement.Native;

namespace ActorBench.Measurement.Machine;

/// <summary>Processor time of all threads of this process but the calling one: what an agent costs beside the exchanges that it makes. Reading it allocates nothing.</summary>
internal readonly record struct OtherThreads(long? CpuNs, long AtNs)
{
    public static OtherThreads Read() => new(Libc.ProcessCpuNs() - Libc.ThreadCpuNs(), TrialLimits.NowNs);

    /// <returns>Per cent of one processor; null where the kernel has no such clocks, and of no time.</returns>
    public double? PercentSince(OtherThreads earlier) =>
        // The two clocks behind a reading are not read at one moment, so that of no work a little less than nothing may be left.
        AtNs > earlier.AtNs && CpuNs - earlier.CpuNs is { } cpuNs ? 100.0 * Math.Max(0, cpuNs) / (AtNs - earlier.AtNs) : null;
}
