using System.Net;
using ActorBench.HostNode.Doctor.Checks;

namespace ActorBench.HostNode.Doctor;

/// <summary>Looks at the machine that a lab would stand on, before anything is measured on it.</summary>
public static class MachineDoctor
{
    internal static IReadOnlyList<IMachineCheck> Checks { get; } =
    [
        new RightsCheck(), new ToolsCheck(), new OptionalToolsCheck(), new ShaperCheck(), new StoreCheck(), new DescriptorsCheck(), new PortsCheck(),
        new ProcessorsCheck(), new LoadCheck(), new StealCheck(), new MemoryCheck(), new SwapCheck(), new GovernorCheck(), new TurboCheck(), new SiblingsCheck(),
        new IdleLatencyCheck(), new ClocksourceCheck(), new AslrCheck(), new InterruptBalanceCheck(), new BuffersCheck(), new CongestionControlCheck(),
        new ConntrackCheck(), new NeighboursCheck(), new ForwardingCheck(),
    ];

    /// <summary>Takes about a second, leaves nothing, and starts no tool but those that try what a lab needs.</summary>
    /// <param name="storePath">Where a run would keep its campaigns; null where that is no file of this machine.</param>
    /// <param name="addresses">Of messages and of exchanges, where an agent is to stand here; null for none.</param>
    public static IReadOnlyList<Finding> Examine(string? storePath, (IPAddress Management, IPAddress Data)? addresses = null)
    {
        var patient = Patient.ThisMachine(storePath);
        IMachineCheck[] asked = addresses is var (management, data) ? [new SharedLinkCheck(management, data)] : [];
        return [.. Checks.Concat(asked).Select(check => check.Look(patient))];
    }
}
