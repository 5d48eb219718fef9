using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Campaigns.State;

/// <summary>Names the rules of validity that a trial breaks; it may remember the trials of its block that it was asked about before.</summary>
public delegate IReadOnlyList<string> TrialValidity(TrialSpec spec, InitiatorReport initiator, ResponderReport responder);
