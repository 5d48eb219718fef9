using Akka.Actor;

namespace ActorBench.Coordinator.Nodes;

/// <summary>How long an entity has had nothing to do: after a while it leaves memory, and the next message brings it back from its journal.</summary>
internal sealed class Idleness(TimeProvider time, TimeSpan bound)
{
    private long? _since;

    /// <summary>It was spoken to.</summary>
    public void End() => _since = null;

    /// <param name="idle">Whether it has nothing to do, and nothing in memory that its journal does not say.</param>
    /// <returns>True once that has been so for as long as the bound.</returns>
    public bool Lasts(bool idle)
    {
        if (!idle) End();
        else _since ??= time.GetTimestamp();
        return _since is { } since && time.GetElapsedTime(since) >= bound;
    }
}

/// <summary>An entity asks its shard for this, which from then on keeps what is sent to it, and stops with it behind all that it was sent before.</summary>
/// <remarks>Not a poison pill: that would overtake what waits for the journal's answer.</remarks>
internal sealed record Rest : INoSerializationVerificationNeeded;
