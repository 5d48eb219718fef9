using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Messages.Agents;

public enum EndpointRole
{
    Initiator,
    Responder,
}

/// <summary>Orders to an endpoint. Each may be repeated; an epoch below one seen before is refused.</summary>
public static class EndpointCommands
{
    /// <summary>Get ready for a block: the responder opens its listener, the initiator only takes note of the epoch.</summary>
    /// <param name="Epoch">Of the lease on the endpoint's own host.</param>
    /// <param name="Lease">From its arrival on; then the endpoint closes what it has opened for the block, unless a later order says otherwise.</param>
    public sealed record Prepare(
        CampaignId Campaign, PairId Pair, int Block, long Epoch, EndpointRole Role, SocketOptions Sockets, TimeSpan? Lease = null);

    /// <summary>Run one attempt now. Told to both ends at once: the data connection itself is their handshake.</summary>
    /// <param name="ResponderAddress"><c>address:port</c> of the listener that <see cref="Prepare"/> opened.</param>
    /// <param name="Token">16 bytes that the data connection must begin with.</param>
    /// <param name="InitiatorAddress">Where the data connection comes from; the responder hears nobody else, unless it is reached under another address than its own. Null: from anywhere.</param>
    /// <param name="StartAtNs">
    /// When the window begins, in this endpoint's CLOCK_MONOTONIC; null: after the warm-up. The same order with a later instant moves it,
    /// as long as the window has not begun.
    /// </param>
    /// <param name="HostEpoch">Of the lease on the endpoint's own host; the key's is the larger one of both hosts. 0 where the two are one.</param>
    /// <param name="LeaseEndsNs">End of the lease by the endpoint's own monotonic clock: it begins nothing after that, and ends by itself what still runs. Null: no end.</param>
    public sealed record Go(
        AttemptKey Key, EndpointRole Role, TrialSpec Spec, TrialSettings Settings, string ResponderAddress, byte[] Token, long? StartAtNs = null,
        long HostEpoch = 0, long? LeaseEndsNs = null, string? InitiatorAddress = null);

    /// <summary>The host's lease went to another: end what runs under an older epoch, and close what was opened under it. Answered by <see cref="Fenced"/> when all of that has ended.</summary>
    /// <param name="Host">This and the next two come back with the answer.</param>
    public sealed record Fence(long Epoch, string Host, string Platform, string Incarnation);

    /// <summary>End the attempt if it runs; it then reports <see cref="FailureKind.Stopped"/>.</summary>
    public sealed record StopAttempt(AttemptKey Key);

    /// <summary>The result is in the journal, or will never be wanted.</summary>
    public sealed record Forget(AttemptKey Key);

    /// <summary>After a crash: is the result of this attempt still here? Answered when the attempt is over if it still runs.</summary>
    public sealed record AskHeld(AttemptKey Key, EndpointRole Role);

    /// <summary>A canary: make some exchanges with yourself. Answered by <see cref="Probed"/>; an endpoint that measures refuses.</summary>
    public sealed record Probe(string Host, long Number);
}

/// <summary>How the exchanges of <see cref="EndpointCommands.Probe"/> went.</summary>
/// <param name="Failure">Null when they went well.</param>
public sealed record Probed(string Host, long Number, string? Failure);

/// <summary>Nothing of an epoch before this one is at work on the endpoint any more.</summary>
public sealed record Fenced(string Host, string Platform, string Incarnation, long Epoch);

/// <summary>What endpoints say; addressed by ids through the gateway, never to an actor that may have moved.</summary>
public static class EndpointReplies
{
    public interface IEndpointReply
    {
        CampaignId Campaign { get; }

        PairId Pair { get; }

        EndpointRole Role { get; }
    }

    /// <param name="Address">Where the responder listens; null from an initiator.</param>
    /// <param name="Failure">Why not, else null.</param>
    /// <param name="ClockNs">The endpoint's monotonic clock as it said this; 0 from one that has none to tell.</param>
    /// <param name="Environment">The machine as this end finds it at the block's beginning; null where it was not looked at.</param>
    public sealed record Prepared(
        CampaignId Campaign,
        PairId Pair,
        int Block,
        long Epoch,
        EndpointRole Role,
        string Platform,
        string? Address,
        TrialFailure? Failure,
        EnvironmentFingerprint? Environment = null,
        long ClockNs = 0)
        : IEndpointReply;

    /// <summary>Exactly one of <paramref name="Report"/> and <paramref name="Failure"/> is set. Repeated until <see cref="EndpointCommands.Forget"/>.</summary>
    public sealed record InitiatorDone(AttemptKey Key, InitiatorReport? Report, TrialFailure? Failure) : IEndpointReply
    {
        public CampaignId Campaign => Key.Campaign;

        public PairId Pair => Key.Pair;

        public EndpointRole Role => EndpointRole.Initiator;
    }

    /// <inheritdoc cref="InitiatorDone"/>
    public sealed record ResponderDone(AttemptKey Key, ResponderReport? Report, TrialFailure? Failure) : IEndpointReply
    {
        public CampaignId Campaign => Key.Campaign;

        public PairId Pair => Key.Pair;

        public EndpointRole Role => EndpointRole.Responder;
    }

    /// <summary>An order to begin at an instant that can't be kept any more. The attempt has not begun.</summary>
    /// <param name="StartAtNs">The instant as it was ordered.</param>
    public sealed record TooLate(AttemptKey Key, EndpointRole Role, long StartAtNs) : IEndpointReply
    {
        public CampaignId Campaign => Key.Campaign;

        public PairId Pair => Key.Pair;
    }

    /// <summary>Answer to <see cref="EndpointCommands.AskHeld"/>: nothing is known of that attempt.</summary>
    public sealed record NotHeld(AttemptKey Key, EndpointRole Role) : IEndpointReply
    {
        public CampaignId Campaign => Key.Campaign;

        public PairId Pair => Key.Pair;
    }
}
