namespace ActorBench.Measurement;

/// <summary>When a window begins, in CLOCK_MONOTONIC; it may be put off from another thread until then.</summary>
public sealed class StartInstant(long atNs)
{
    /// <summary>A sleep ends late by up to some tenths of a millisecond, so the last bit is not slept.</summary>
    private const long AwakeNs = 2_000_000;

    /// <summary>For the connection, and for the way back of the answer that it is too late.</summary>
    private const long SparedNs = 50_000_000;

    private long _atNs = atNs;

    public long AtNs => Volatile.Read(ref _atNs);

    /// <summary>Without effect once the window has begun.</summary>
    public void PutOff(long atNs) => Volatile.Write(ref _atNs, atNs);

    /// <summary>Whether what must come before, which takes so long besides the connection, can still be done.</summary>
    public bool CanBeKept(long preparationNs) => TrialLimits.NowNs + preparationNs + SparedNs <= AtNs;

    /// <summary>Blocks until the instant; returns at once after it.</summary>
    internal void Await(TrialLimits limits)
    {
        while (AtNs - TrialLimits.NowNs is > 0 and var left)
        {
            if (left > AwakeNs) limits.Wait(TimeSpan.FromMicroseconds((left - AwakeNs) / 1000.0));
            else if (limits.IsOver) throw limits.Verdict();
            // Other windows of this machine begin at the same instant; whoever waits must not keep them from it.
            else Thread.Yield();
        }
    }
}
