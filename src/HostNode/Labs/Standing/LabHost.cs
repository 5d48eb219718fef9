namespace ActorBench.HostNode.Labs.Standing;

/// <summary>A host of a lab, for whoever looks at it.</summary>
/// <param name="Place">The namespace or machine that it is, or <c>this process</c>.</param>
public sealed record LabHost(string Name, string Place, string DataAddress, string ManagementAddress);
