namespace ActorBench.HostNode.Doctor;

public enum Severity
{
    Ok,

    /// <summary>A run works, but its figures may be worse or less comparable than they could be.</summary>
    Warning,

    /// <summary>A run can't work.</summary>
    Blocking,
}

/// <summary>What one check saw.</summary>
/// <param name="Id">Fixed: scripts ask for it.</param>
/// <param name="Evidence">One sentence with what was read. It may hold the machine's own text.</param>
/// <param name="Fix">A command, or what to do where there is none; null where nothing is to be done.</param>
public sealed record Finding(string Id, Severity Severity, string Evidence, string? Fix = null);
