using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Statistics.Validity;

/// <summary>Judges the trials of one block, and remembers how each platform's interfaces were set at the first of them.</summary>
public sealed class BlockValidity(WireShape? wire)
{
    private readonly Dictionary<string, (LinkSettings? Initiator, LinkSettings? Responder)> _first = [];

    /// <returns>Codes of the rules that the trial breaks; none for a valid one.</returns>
    /// <param name="held">How the wire kept its times; null where nobody holds frames.</param>
    public IReadOnlyList<string> Broken(TrialSpec spec, InitiatorReport initiator, ResponderReport responder, WireDelta? held = null, StartFacts? start = null)
    {
        var (initiatorLink, responderLink) = _first.GetValueOrDefault(spec.Cell.Platform);
        _first[spec.Cell.Platform] = (
            initiatorLink ?? LinkSettings.Of(initiator.Machine?.Data), responderLink ?? LinkSettings.Of(responder.Machine?.Data));
        return ValidityRules.Broken(new TrialEvidence(spec, initiator, responder, wire, initiatorLink, responderLink, held, start));
    }
}
