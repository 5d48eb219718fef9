namespace ActorBench.Messages.Hosts;

public interface IWithHostId
{
    string Host { get; }
}

/// <summary>A fact in a host's journal: who may use the host.</summary>
public interface IHostEvent : IWithHostId;

public static class HostEvents
{
    /// <param name="Holder">Persistence id of the pair that holds the lease.</param>
    /// <param name="Epoch">From 1, only grows.</param>
    public sealed record LeaseGranted(string Host, string Holder, long Epoch, DateTimeOffset At) : IHostEvent;

    public sealed record LeaseReleased(string Host, long Epoch, DateTimeOffset At) : IHostEvent;
}
