namespace ActorBench.Coordinator.Nodes;

/// <summary>The wall clock as it was when this was made, and from then on the monotonic one: of use for durations alone, and within one process.</summary>
public sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _stamp = time.GetTimestamp();

    public DateTimeOffset Now => _start + time.GetElapsedTime(_stamp);
}
