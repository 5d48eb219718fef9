using ActorBench.Messages.Plans;

namespace ActorBench.Messages.Agents;

/// <summary>To a host node: have a guest of this platform running. Safe to repeat.</summary>
public sealed record StartGuest(string Host, string Platform);

/// <summary>From a host node: the guest is being started now. An order for one that is up already is not answered.</summary>
/// <param name="Bound">Within it the guest registers, or never.</param>
public sealed record GuestStarting(string Host, string Platform, TimeSpan Bound);

/// <summary>From a host node: the guest won't come.</summary>
/// <param name="Unsupported">The platform can't run here at all; else trying again may help.</param>
public sealed record GuestFailed(string Host, string Platform, string Reason, bool Unsupported);

/// <summary>To a host node: nobody uses its guests now. Safe to repeat.</summary>
public sealed record RestGuests(string Host, GuestMode Guests);

/// <summary>To a host node: have a guest go on that may be paused, and started where it is gone. Safe to repeat.</summary>
public sealed record ResumeGuest(string Host, string Platform);

/// <summary>From a host node: the guest is frozen, and answers nobody until it is told to go on.</summary>
public sealed record GuestPaused(string Host, string Platform);

/// <summary>From a host node: the guest's program has ended. Of one that was frozen, or of a machine that was killed, no connection tells.</summary>
public sealed record GuestEnded(string Host, string Platform);
