namespace ActorBench.Messages.Hosts;

public interface IWithHostId
{
    string Host { get; }
}

/// <summary>A fact in a host's journal: who may use the host, and whether anyone may.</summary>
public interface IHostEvent : IWithHostId;

public static class HostEvents
{
    /// <summary>An agent of the host has registered for the first time ever.</summary>
    public sealed record HostSeen(string Host, DateTimeOffset At) : IHostEvent;

    /// <param name="StartMs">From the start of the guest's place until its node had registered, by the coordinator's clock.</param>
    public sealed record GuestRegistered(string Host, string Platform, long StartMs, DateTimeOffset At) : IHostEvent;

    /// <param name="Holder">Campaign and pair that hold the lease.</param>
    /// <param name="Epoch">From 1, only grows.</param>
    /// <param name="Holds">How long the lease lasts without being renewed; null in journals from before leases had an end.</param>
    public sealed record LeaseGranted(string Host, string Holder, long Epoch, DateTimeOffset At, TimeSpan? Holds = null) : IHostEvent;

    /// <param name="Ended">It was not given back: its holder had fallen silent.</param>
    public sealed record LeaseReleased(string Host, long Epoch, DateTimeOffset At, bool Ended = false) : IHostEvent;

    /// <param name="ByOperator">Only an operator lifts it; else canaries do.</param>
    public sealed record HostQuarantined(string Host, string Reason, bool ByOperator, DateTimeOffset At) : IHostEvent;

    public sealed record HostReleased(string Host, string Reason, DateTimeOffset At) : IHostEvent;
}
