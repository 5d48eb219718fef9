namespace ActorBench.Coordinator.Nodes;

/// <summary>Places where a test may let an actor die: around every persist and every send.</summary>
/// <remarks>A production node has <see cref="None"/>. A hit that throws ends the entity as a crash would: the journal is all that is left.</remarks>
public sealed class Failpoints(Action<string> hit)
{
    public static Failpoints None { get; } = new(_ => { });

    public void Hit(string place) => hit(place);
}
