using ActorBench.Messages.Plans;
using ActorBench.Messages.Trials;

namespace ActorBench.Statistics.Validity;

/// <summary>All that rules of validity may look at.</summary>
/// <param name="Wire">Limits of the lab's wire; null where nothing limits it, or nobody knows how.</param>
/// <param name="InitiatorLink">How the initiator's interface was set when its block began; null for the first trial of a block.</param>
/// <param name="ResponderLink">The responder's.</param>
/// <param name="Held">How a wire that holds frames kept its times; null where none does.</param>
/// <param name="Start">Null where the trial began alone.</param>
public sealed record TrialEvidence(
    TrialSpec Spec,
    InitiatorReport Initiator,
    ResponderReport Responder,
    WireShape? Wire = null,
    LinkSettings? InitiatorLink = null,
    LinkSettings? ResponderLink = null,
    WireDelta? Held = null,
    StartFacts? Start = null)
{
    internal IEnumerable<EndEvidence> Ends =>
    [
        new("initiator", Initiator.CpuTicks, Initiator.Machine, InitiatorLink),
        new("responder", Responder.CpuTicks, Responder.Machine, ResponderLink),
    ];
}

/// <summary>What decides how many frames a message takes.</summary>
public sealed record LinkSettings(string Name, int Mtu, string Offloads)
{
    public static LinkSettings? Of(InterfaceDelta? link) => link is null ? null : new(link.Name, link.Mtu, link.Offloads);

    public override string ToString() => $"{Name} with MTU {Mtu} and offloads {(Offloads.Length == 0 ? "none" : Offloads)}";
}

/// <param name="End">Word for people.</param>
/// <param name="LinkBefore">Settings of the interface when the block began.</param>
internal sealed record EndEvidence(string End, CpuTicks Cpu, MachineDelta? Machine, LinkSettings? LinkBefore);
