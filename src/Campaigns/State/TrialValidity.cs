using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.State;

/// <summary>Holds a trial against the rules of validity; it may remember the trials of its block that it was asked about before.</summary>
/// <param name="start">Null where the trial began alone.</param>
public delegate WitnessedTrial TrialValidity(TrialSpec spec, InitiatorReport initiator, ResponderReport responder, StartFacts? start);

/// <summary>What others than the two ends saw of a trial.</summary>
/// <param name="Broken">Codes of the rules of validity that it breaks.</param>
/// <param name="Wire">How the lab's wire kept its times; null where nobody holds frames.</param>
public sealed record WitnessedTrial(IReadOnlyList<string> Broken, WireDelta? Wire = null)
{
    public static WitnessedTrial ByNobody { get; } = new([]);
}
