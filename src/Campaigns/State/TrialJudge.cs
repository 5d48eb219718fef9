using ActorBench.Messages.Agents;
using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.State;

/// <summary>Holds the two ends' counts against each other before a result is accepted, and flags what disturbed it.</summary>
public static class TrialJudge
{
    /// <param name="validity">Null where no rule of validity is asked.</param>
    /// <param name="start">Null where the trial began alone.</param>
    /// <returns>The result to store, or the reason why the attempt has none. An invalid trial has a result: it is kept and counted as such.</returns>
    public static (TrialResult? Result, TrialFailure? Failure) Judge(
        TrialSpec spec,
        TrialSettings settings,
        InitiatorReport initiator,
        ResponderReport responder,
        EndpointAddress first,
        EndpointAddress second,
        TrialValidity? validity = null,
        StartFacts? start = null)
    {
        if (Contradiction(spec, settings, initiator, responder) is { } contradiction) return (null, contradiction);
        var scope = first.BootId == second.BootId ? "shared" : "apart";
        string[] lossy = initiator.Counters.Lost > 0 ? [TrialFlags.Lossy] : [];
        var seen = validity?.Invoke(spec, initiator, responder, start) ?? WitnessedTrial.ByNobody;
        return (new TrialResult(initiator, responder, scope, [.. lossy, .. seen.Broken.Select(code => TrialFlags.InvalidPrefix + code)], seen.Wire, start), null);
    }

    private static TrialFailure? Contradiction(TrialSpec spec, TrialSettings settings, InitiatorReport initiator, ResponderReport responder)
    {
        var counted = initiator.Counters;
        // netperf counts by its own rules, whatever the campaign's timing; of its far end's counts the responder reports what netserver gave.
        var strict = settings.Timing == Timing.Strict && spec.Cell.Engine == Engine.Native;
        if (counted.ElapsedNs <= 0 || (strict && counted.Exchanges < 1))
            return new(FailureKind.NoResponse, "Not one exchange was completed inside the window.");

        if (counted.BytesOut != counted.Exchanges * spec.Cell.RequestBytes || counted.BytesIn != counted.Exchanges * spec.Cell.ResponseBytes)
            return Mismatch($"{counted.BytesOut} bytes out and {counted.BytesIn} in are not {counted.Exchanges} exchanges");

        // netperf's rule leaves the exchange in flight at the end uncounted, though the responder answered it.
        var answered = responder.Exchanges;
        var completed = initiator.WarmupExchanges + counted.Exchanges + initiator.CooldownExchanges;
        var most = spec.Cell.Protocol == Protocol.Udp ? long.MaxValue : completed + (strict ? 0 : 1);
        return answered < completed || answered > most
            ? Mismatch($"the initiator completed {completed} exchanges, the responder answered {answered}")
            : null;
    }

    private static TrialFailure Mismatch(string what) => new(FailureKind.Mismatch, $"The two ends disagree: {what}.");
}
