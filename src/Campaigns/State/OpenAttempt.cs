using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.State;

/// <summary>The attempt in flight, or the one that both ends are asked about after a crash.</summary>
internal sealed class OpenAttempt(AttemptKey key, TrialSpec spec, EndpointAddress initiator, EndpointAddress responder)
{
    public AttemptKey Key => key;

    public TrialSpec Spec => spec;

    public EndpointAddress Initiator => initiator;

    public EndpointAddress Responder => responder;

    /// <summary>16 bytes that the data connection begins with; empty after a crash, when the attempt is only asked about.</summary>
    public byte[] Token { get; init; } = [];

    public InitiatorReport? InitiatorReport { get; private set; }

    public ResponderReport? ResponderReport { get; private set; }

    /// <summary>What the first end to fail said.</summary>
    public TrialFailure? Failure { get; private set; }

    /// <summary>The end that <see cref="Failure"/> is from.</summary>
    public EndpointAddress? FailedBy { get; private set; }

    public bool Complete => InitiatorReport is not null && ResponderReport is not null;

    public bool Uses(string host, string platform) =>
        spec.Cell.Platform == platform && (initiator.Host == host || responder.Host == host);

    public void Take(EndpointReplies.IEndpointReply reply)
    {
        switch (reply)
        {
            case EndpointReplies.InitiatorDone done:
                InitiatorReport ??= done.Report;
                TakeFailure(done.Failure, initiator);
                break;
            case EndpointReplies.ResponderDone done:
                ResponderReport ??= done.Report;
                TakeFailure(done.Failure, responder);
                break;
            case EndpointReplies.NotHeld:
                Failure ??= new(FailureKind.Interrupted, "The coordinator died while the trial was open and its result is gone.");
                break;
        }
    }

    /// <summary>Ends that have not said a word about the attempt.</summary>
    public IEnumerable<EndpointAddress> Silent()
    {
        if (InitiatorReport is null && FailedBy != initiator) yield return initiator;
        if (ResponderReport is null && FailedBy != responder) yield return responder;
    }

    private void TakeFailure(TrialFailure? failure, EndpointAddress from)
    {
        if (failure is null || Failure is not null) return;
        (Failure, FailedBy) = (failure, from);
    }
}
